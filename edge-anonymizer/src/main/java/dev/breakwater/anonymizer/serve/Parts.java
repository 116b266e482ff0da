package dev.breakwater.anonymizer.serve;

import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.Watch;
import dev.breakwater.anonymizer.redact.Redaction;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a service is made of.
 *
 * @param watch the detectors, shared by all tasks; stays the caller's, who closes it after the
 *     service
 * @param profile how files are anonymized; its redaction is what a client gets who names none
 * @param methods the redactions that a client may name
 * @param provenance tells how an anonymizer works, for the manifests; called by several threads
 * @param journal takes one line for each event, {@code key=value}; called by several threads
 */
public record Parts(
    Watch watch,
    Profile profile,
    Set<Redaction> methods,
    Function<Anonymizer, Provenance> provenance,
    AccessToken token,
    Limits limits,
    InstantSource clock,
    SecureRandom random,
    Consumer<String> journal) {
  /**
   * @throws IllegalArgumentException if the profile's own redaction is not among the methods
   */
  public Parts {
    methods = Set.copyOf(EnumSet.copyOf(methods));
    if (!methods.contains(profile.redaction())) {
      throw new IllegalArgumentException("the usual method is not allowed");
    }
  }
}
