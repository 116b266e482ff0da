package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.Watch;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how frames are anonymized; what they change is in each manifest. */
final class AnonymizeOptions {
  @Mixin private ModelOptions modelOptions = new ModelOptions();

  @Option(
      names = "--look-ahead",
      paramLabel = "MILLIS",
      description = "how much of what follows a frame is searched before it is covered, 0 to 500")
  private @Nullable Integer lookAheadMillis;

  @Option(
      names = "--replacewith",
      paramLabel = "MODE",
      description =
          "solid (default), mosaic, blur or none; blur can be undone in part, none covers nothing")
  private @Nullable String redaction;

  @Option(
      names = "--check-every",
      paramLabel = "N",
      description = "the model of --check looks at every N-th frame (default: 5)")
  private @Nullable Integer checkEvery;

  // Read once, so that manifests tell of the models that were opened.
  private @Nullable Models resolved;

  /** Opens the gate for files; the caller closes it. */
  Anonymizer open() throws IOException, CommandFailedException {
    Profile profile = fileProfile();
    return Anonymizer.owning(openWatch(), profile);
  }

  /** Opens the detectors, for several gates to share; the caller closes them after those. */
  Watch openWatch() throws IOException, CommandFailedException {
    if (!hasCheck()) {
      return Watch.of(openDetector());
    }
    Detector primary = openDetector();
    try {
      return Watch.of(primary, openCheck());
    } catch (CommandFailedException e) {
      primary.close();
      throw e;
    }
  }

  /** Opens what searches, alone; the caller closes it. */
  Detector openDetector() throws IOException, CommandFailedException {
    return models().openPrimary();
  }

  /** Asks whether there is a check. */
  boolean hasCheck() throws IOException, CommandFailedException {
    return models().check() != null;
  }

  /** Opens the check, alone; the caller closes it. */
  Detector openCheck() throws IOException, CommandFailedException {
    return models().openCheck();
  }

  /** Returns the profile of files, which wait for nobody. */
  Profile fileProfile() throws IOException, CommandFailedException {
    return profile(Profile.files());
  }

  /** Returns the profile of live cameras, whose frames are covered as if they left a car. */
  Profile cameraProfile() throws IOException, CommandFailedException {
    Profile profile = profile(Profile.camera());
    if (!profile.redaction().leavesCar()) {
      throw new CommandFailedException(
          "--replacewith " + redaction + " is for files only.", "Give solid or mosaic.", 2);
    }
    return profile;
  }

  private Models models() throws IOException, CommandFailedException {
    Models models = resolved;
    if (models == null) {
      models = modelOptions.resolve();
      resolved = models;
    }
    return models;
  }

  private Profile profile(Profile base) throws IOException, CommandFailedException {
    Profile profile = base.withRedaction(redaction());
    try {
      if (lookAheadMillis != null) {
        profile = profile.withLookAhead(Duration.ofMillis(lookAheadMillis));
      }
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "--look-ahead: " + e.getMessage() + ".", "Give milliseconds.", 2);
    }
    if (checkEvery == null) {
      return profile;
    }
    if (checkEvery < 1 || !hasCheck()) {
      throw new CommandFailedException(
          "--check-every " + checkEvery + " needs a check and a number above 0.",
          "Give --check a model.",
          2);
    }
    return profile.withCheckEvery(checkEvery);
  }

  private Redaction redaction() throws CommandFailedException {
    String asked = redaction == null ? "solid" : redaction;
    for (Redaction known : Redaction.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(asked)) {
        return known;
      }
    }
    throw new CommandFailedException(
        "--replacewith " + asked + " is unknown.", "Give solid, mosaic, blur or none.", 2);
  }

  /** Says what the options give away, before anything is written. */
  void warn(PrintWriter err) throws IOException, CommandFailedException {
    if (!redaction().leavesCar()) {
      err.println(
          "warning: after "
              + redaction
              + " faces and plates can be recognized or restored; such files may not leave a car.");
    }
    models().warn(err);
    err.flush();
  }

  Provenance provenance(Anonymizer anonymizer, Signer signer)
      throws IOException, CommandFailedException {
    Profile profile = anonymizer.profile();
    Map<String, String> parameters = new TreeMap<>(models().parameters());
    parameters.put("profile", profile.name());
    parameters.put("redaction", String.valueOf(profile.redaction()));
    parameters.put("look_ahead_millis", Long.toString(profile.lookAhead().toMillis()));
    parameters.put("hold_millis", Long.toString(profile.hold().toMillis()));
    if (hasCheck()) {
      parameters.put("check_every", Integer.toString(profile.checkEvery()));
      parameters.put("check_attested", anonymizer.check().name().toLowerCase(Locale.ROOT));
    }
    return new Provenance(new Version().getVersion()[0], anonymizer.models(), parameters, signer);
  }

  /** Returns how the networks search, by name. */
  Map<String, String> modelParameters() throws IOException, CommandFailedException {
    return models().parameters();
  }
}
