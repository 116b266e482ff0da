package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how frames are anonymized; what they change is in each manifest. */
final class AnonymizeOptions {
  @Option(
      names = {"-t", "--thresh"},
      paramLabel = "SCORE",
      description = "least score of a detection, 0 to 1, for both classes")
  private @Nullable Double threshold;

  @Option(names = "--face-threshold", paramLabel = "SCORE", description = "the same, for faces")
  private @Nullable Double faceThreshold;

  @Option(names = "--plate-threshold", paramLabel = "SCORE", description = "the same, for plates")
  private @Nullable Double plateThreshold;

  @Option(
      names = {"-s", "--scale"},
      paramLabel = "PIXELS",
      description = "frames are scaled to this longest side for detection; outputs keep their size")
  private @Nullable Integer longestSide;

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

  private static final int MIN_SIDE_PX = 64;
  private static final int MAX_SIDE_PX = 4096;

  /** Opens the gate; the caller closes it. */
  Anonymizer open() throws IOException, CommandFailedException {
    Profile profile = profile();
    try {
      return new Anonymizer(NetworkDetector.open(descriptor()), profile);
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private Profile profile() throws CommandFailedException {
    Profile profile = Profile.files().withRedaction(redaction());
    if (lookAheadMillis == null) {
      return profile;
    }
    try {
      return profile.withLookAhead(Duration.ofMillis(lookAheadMillis));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "--look-ahead: " + e.getMessage() + ".", "Give milliseconds.", 2);
    }
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

  private ModelDescriptor descriptor() throws CommandFailedException {
    ModelDescriptor shipped = ModelDescriptor.streetV0();
    int side = longestSide == null ? shipped.longestSidePx() : longestSide;
    if (side < MIN_SIDE_PX || side > MAX_SIDE_PX) {
      throw new CommandFailedException(
          "--scale " + side + " is out of range.",
          "Give " + MIN_SIDE_PX + " to " + MAX_SIDE_PX + " pixels.",
          2);
    }
    var thresholds =
        new ModelDescriptor.Thresholds(
            score(faceThreshold, shipped.thresholds().face()),
            score(plateThreshold, shipped.thresholds().plate()));
    return shipped.withThresholds(thresholds).withLongestSide(side);
  }

  private double score(@Nullable Double own, double shipped) throws CommandFailedException {
    double score = own != null ? own : threshold != null ? threshold : shipped;
    if (!(score > 0 && score < 1)) {
      throw new CommandFailedException(
          score + " is no threshold.", "Give a score above 0 and below 1.", 2);
    }
    return score;
  }

  /** Says what the options give away, before anything is written. */
  void warn(PrintWriter err) throws CommandFailedException {
    if (!redaction().leavesCar()) {
      err.println(
          "warning: after "
              + redaction
              + " faces and plates can be recognized or restored; such files may not leave a car.");
    }
    ModelDescriptor shipped = ModelDescriptor.streetV0();
    ModelDescriptor used = descriptor();
    if (used.thresholds().face() > shipped.thresholds().face()
        || used.thresholds().plate() > shipped.thresholds().plate()) {
      err.println(
          "warning: above the model's thresholds (face "
              + shipped.thresholds().face()
              + ", plate "
              + shipped.thresholds().plate()
              + ") more faces and plates stay readable.");
    }
    err.flush();
  }

  Provenance provenance(Anonymizer anonymizer, Signer signer)
      throws IOException, CommandFailedException {
    ModelDescriptor used = descriptor();
    Profile profile = anonymizer.profile();
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("profile", profile.name());
    parameters.put("redaction", String.valueOf(profile.redaction()));
    parameters.put("look_ahead_millis", Long.toString(profile.lookAhead().toMillis()));
    parameters.put("hold_millis", Long.toString(profile.hold().toMillis()));
    // Two networks are needed for an independent check; the shipped one alone has none.
    parameters.put("check", "none");
    parameters.put("face_threshold", Double.toString(used.thresholds().face()));
    parameters.put("plate_threshold", Double.toString(used.thresholds().plate()));
    parameters.put("longest_side_px", Integer.toString(used.longestSidePx()));
    return new Provenance(new Version().getVersion()[0], anonymizer.models(), parameters, signer);
  }
}
