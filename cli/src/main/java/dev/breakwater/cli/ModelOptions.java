package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.DescriptorException;
import dev.breakwater.anonymizer.detect.DetectorSettings;
import dev.breakwater.anonymizer.detect.ExecutionProvider;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ModelTrust;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.detect.Thresholds;
import dev.breakwater.anonymizer.detect.Tiling;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which networks search, and how. */
final class ModelOptions {
  private static final int CHECK_SIDE_PX = 640;
  private static final int OTHER_CHECK_SIDE_PX = 960;
  private static final String NO_CHECK = "none";

  @Option(
      names = "--model",
      paramLabel = "FILE.yaml",
      description =
          "model to search with, described by 'anonymize model describe'; may be given again, for"
              + " one class each (built in: "
              + ModelDescriptor.SHIPPED
              + ", the default, and "
              + ModelDescriptor.SHIPPED_INT8
              + ")")
  private List<String> models = List.of(ModelDescriptor.SHIPPED);

  @Option(
      names = "--model-key",
      paramLabel = "FILE.pub",
      description = "public key that must have signed every model of a file")
  private @Nullable Path modelKey;

  @Option(
      names = "--allow-unsigned-model",
      description = "takes models that nobody signed; manifests say so")
  private boolean unsigned;

  @Option(
      names = "--camera",
      paramLabel = "NAME",
      description = "profile of the model with the thresholds of such a camera")
  private @Nullable String camera;

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
      names = "--tiles",
      paramLabel = "CxR",
      description =
          "searches also C by R overlapping tiles at that scale, for wide or large frames; each"
              + " costs as much as a frame")
  private @Nullable String tiles;

  @Option(
      names = "--ep",
      paramLabel = "PROVIDER",
      description = "what computes: ${COMPLETION-CANDIDATES} (default: cpu, the only one tested)")
  private ExecutionProvider provider = ExecutionProvider.CPU;

  @Option(
      names = "--check",
      paramLabel = "FILE.yaml|none",
      description =
          "second model, which looks at the covered frame, mirrored (built in: "
              + ModelDescriptor.SHIPPED_CHECK
              + ", and the faster "
              + ModelDescriptor.SHIPPED_FAST_CHECK
              + "; default: none)")
  private String check = NO_CHECK;

  /** Reads all descriptors; what is returned does not change any more. */
  Models resolve() throws IOException, CommandFailedException {
    String signer = signer();
    ModelTrust trust = trust();
    List<ModelDescriptor> usual = new ArrayList<>();
    List<ModelDescriptor> primary = new ArrayList<>();
    for (String name : models) {
      ModelDescriptor model = withCamera(read(name, trust));
      usual.add(model);
      primary.add(scaled(withScores(model)));
    }
    requireCamera(usual);
    var settings = new DetectorSettings(tiling(), false, installed());
    ModelDescriptor second =
        check.equals(NO_CHECK) ? null : otherScale(withCamera(read(check, trust)), primary);
    return new Models(usual, primary, second, settings, new Models.Said(signer, camera)).complete();
  }

  private ModelDescriptor read(String name, ModelTrust trust) throws CommandFailedException {
    if (ModelDescriptor.isShipped(name)) {
      return ModelDescriptor.shipped(name);
    }
    if (modelKey == null && !unsigned) {
      throw new CommandFailedException(
          name + " is no part of this program.",
          "Give --model-key, the key of who signed it, or --allow-unsigned-model.",
          2);
    }
    try {
      return ModelDescriptor.read(Path.of(name), trust);
    } catch (DescriptorException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private ModelTrust trust() throws IOException, CommandFailedException {
    if (modelKey != null && unsigned) {
      throw new CommandFailedException(
          "--model-key and --allow-unsigned-model exclude each other.", "Give one.", 2);
    }
    return modelKey == null
        ? ModelTrust.unsigned()
        : AnonymizeKeys.modelTrust(AnonymizeKeys.verifierKey(modelKey));
  }

  /** Returns who vouches for the models, as manifests say it. */
  private String signer() throws IOException, CommandFailedException {
    boolean shipped =
        Stream.concat(models.stream(), Stream.of(check))
            .allMatch(name -> name.equals(NO_CHECK) || ModelDescriptor.isShipped(name));
    if (shipped) {
      return "shipped";
    }
    return modelKey == null ? "unsigned" : AnonymizeKeys.verifierKey(modelKey).toString();
  }

  private ModelDescriptor withCamera(ModelDescriptor model) {
    Thresholds profile = camera == null ? null : model.profiles().get(camera);
    return profile == null ? model : model.withThresholds(profile);
  }

  private void requireCamera(List<ModelDescriptor> all) throws CommandFailedException {
    if (camera != null && all.stream().noneMatch(each -> each.profiles().containsKey(camera))) {
      throw new CommandFailedException(
          "--camera " + camera + ": no model has such a profile.",
          "The profiles are "
              + all.stream().flatMap(m -> m.profiles().keySet().stream()).toList()
              + ".",
          2);
    }
  }

  private ModelDescriptor withScores(ModelDescriptor model) throws CommandFailedException {
    Thresholds used = model.thresholds();
    for (ObjectClass kind : used.classes()) {
      Double own = kind == ObjectClass.FACE ? faceThreshold : plateThreshold;
      Double asked = own == null ? threshold : own;
      if (asked != null) {
        if (!(asked > 0 && asked < 1)) {
          throw new CommandFailedException(
              asked + " is no threshold.", "Give a score above 0 and below 1.", 2);
        }
        used = used.with(kind, asked);
      }
    }
    return model.withThresholds(used);
  }

  private ModelDescriptor scaled(ModelDescriptor model) throws CommandFailedException {
    if (longestSide == null) {
      return model;
    }
    try {
      return model.withLongestSide(longestSide);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "--scale " + longestSide + ": " + e.getMessage() + ".",
          "Give pixels, or leave it out.",
          2);
    }
  }

  /** Another scale than the primary's is another opinion. */
  private static ModelDescriptor otherScale(ModelDescriptor model, List<ModelDescriptor> primary) {
    boolean taken =
        primary.stream().anyMatch(each -> each.input().size().longestSidePx() == CHECK_SIDE_PX);
    return model.hasOneSize()
        ? model
        : model.withLongestSide(taken ? OTHER_CHECK_SIDE_PX : CHECK_SIDE_PX);
  }

  private Tiling tiling() throws CommandFailedException {
    if (tiles == null) {
      return Tiling.NONE;
    }
    try {
      return Tiling.parse(tiles);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "--tiles " + tiles + ": " + e.getMessage() + ".", "Give 2x1, say.", 2);
    }
  }

  private ExecutionProvider installed() throws CommandFailedException {
    if (!provider.isInstalled()) {
      throw new CommandFailedException(
          "--ep " + provider.text() + ": the ONNX Runtime of this program does not have it.",
          "Leave it out, or install ONNX Runtime with it.",
          2);
    }
    return provider;
  }
}
