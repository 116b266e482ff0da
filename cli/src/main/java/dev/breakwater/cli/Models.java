package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.DetectorSettings;
import dev.breakwater.anonymizer.detect.JointDetector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelRejectedException;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.detect.Tiling;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The networks that search and the one that checks.
 *
 * @param usual the primary ones before options changed their thresholds
 * @param primary those that search
 * @param check that looks at what they left uncovered; null if there is none
 * @param settings how the primary ones are run
 */
record Models(
    List<ModelDescriptor> usual,
    List<ModelDescriptor> primary,
    @Nullable ModelDescriptor check,
    DetectorSettings settings,
    Said said) {
  /**
   * What manifests say beside.
   *
   * @param signer who vouches for the models
   * @param camera name of the profile, null if none was asked for
   */
  record Said(String signer, @Nullable String camera) {}

  Models {
    usual = List.copyOf(usual);
    primary = List.copyOf(primary);
  }

  /**
   * @throws CommandFailedException if no primary model searches for one of the classes
   */
  Models complete() throws CommandFailedException {
    for (ObjectClass kind : ObjectClass.values()) {
      if (of(kind).isEmpty()) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        throw new CommandFailedException(
            "No --model searches for " + name + "s.",
            "Give a model for " + name + "s too: --model A.yaml --model B.yaml.",
            2);
      }
    }
    return this;
  }

  private List<ModelDescriptor> of(ObjectClass kind) {
    return primary.stream().filter(each -> each.thresholds().classes().contains(kind)).toList();
  }

  /** Opens what searches; the caller closes it. */
  Detector openPrimary() throws CommandFailedException {
    List<Detector> parts = new ArrayList<>();
    try {
      for (ModelDescriptor each : primary) {
        parts.add(NetworkDetector.open(each, settings));
      }
      return parts.size() == 1 ? parts.get(0) : new JointDetector(parts);
    } catch (ModelRejectedException e) {
      parts.forEach(Detector::close);
      throw new CommandFailedException(e, e.remedy());
    }
  }

  /** Opens the check: mirrored, and the whole frame only; the caller closes it. */
  Detector openCheck() throws CommandFailedException {
    ModelDescriptor second = check;
    if (second == null) {
      throw new CommandFailedException(
          "There is no check.", "Give --check FILE.yaml, the model that looks a second time.", 2);
    }
    try {
      return NetworkDetector.open(second, settings.withTiling(Tiling.NONE).asMirrored());
    } catch (ModelRejectedException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  /** Says what the thresholds give away. */
  void warn(PrintWriter err) {
    for (int i = 0; i < primary.size(); i++) {
      for (ObjectClass kind : primary.get(i).thresholds().classes()) {
        double shipped = usual.get(i).thresholds().of(kind);
        if (primary.get(i).thresholds().of(kind) > shipped) {
          String name = kind.name().toLowerCase(Locale.ROOT);
          err.println(
              "warning: above the model's threshold of "
                  + shipped
                  + " more "
                  + name
                  + "s stay readable.");
        }
      }
    }
  }

  /** Returns what manifests say about the models, beside their digests. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("model", joined(primary.stream().map(ModelDescriptor::name).toList()));
    parameters.put("model_signer", said.signer);
    parameters.put("camera", said.camera == null ? "" : said.camera);
    for (ObjectClass kind : ObjectClass.values()) {
      List<String> least =
          of(kind).stream().map(each -> Double.toString(each.thresholds().of(kind))).toList();
      parameters.put(kind.name().toLowerCase(Locale.ROOT) + "_threshold", joined(least));
    }
    parameters.put("longest_side_px", joined(primary.stream().map(Models::side).toList()));
    parameters.put("tiles", settings.tiling().toString());
    parameters.put("execution_provider", settings.provider().text());
    parameters.put("check", check == null ? "none" : check.name() + " mirrored at " + side(check));
    return parameters;
  }

  private static String joined(List<String> values) {
    return String.join(",", values);
  }

  private static String side(ModelDescriptor model) {
    return Integer.toString(model.input().size().longestSidePx());
  }
}
