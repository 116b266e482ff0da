package dev.breakwater.console.law;

import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.FileKind;
import dev.breakwater.policy.bundle.Manifest;
import dev.breakwater.policy.pack.PolicyPack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A policy as a page shows it.
 *
 * @param bundle whether it came as a signed bundle; if not, it is the one that is built in
 * @param sequence of the bundle; 0 for the built-in one
 * @param digest by which entries of the log name it
 * @param signers names of the keys that signed; it was accepted because those signatures hold that
 *     the policy before it demands
 * @param from first instant at which it decides; empty if always
 * @param until empty if no end is known
 * @param packs what it is made of
 */
record PolicyView(
    boolean bundle,
    String id,
    long sequence,
    String digest,
    List<String> signers,
    String from,
    String until,
    List<String> packs) {
  private static final Pattern SIGNATURE = Pattern.compile("(?m)^\u2014 ([^ ]+) ");

  static PolicyView builtIn(PolicyPack pack) {
    return new PolicyView(
        false, pack.id(), 0, pack.digest().hex(), List.of(), "", "", List.of(pack.id()));
  }

  /**
   * @param bundle one that was accepted
   */
  static PolicyView of(Bundle bundle) {
    Manifest manifest = manifest(bundle);
    String signatures = new String(bundle.signatures().toArray(), StandardCharsets.UTF_8);
    return new PolicyView(
        true,
        manifest.id(),
        manifest.sequence(),
        bundle.digest().hex(),
        SIGNATURE.matcher(signatures).results().map(PolicyView::signer).distinct().toList(),
        RuleView.instant(manifest.inForce().from()),
        RuleView.instant(manifest.inForce().until()),
        bundle.filesOf(FileKind.PACK, manifest).stream().map(each -> each.path()).toList());
  }

  private static String signer(MatchResult line) {
    return line.group(1);
  }

  private static Manifest manifest(Bundle bundle) {
    try {
      return bundle.check(new NoteSignatures());
    } catch (BundleRefusedException e) {
      throw new IllegalStateException("it was accepted", e);
    }
  }
}
