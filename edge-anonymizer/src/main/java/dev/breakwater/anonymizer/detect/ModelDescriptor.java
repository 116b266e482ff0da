package dev.breakwater.anonymizer.detect;

import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What must be known of a model file to run it, read from the YAML file beside it. Immutable.
 *
 * @param outputs names in the model file of outputs that it calls otherwise than the family does
 * @param thresholds of the classes that it searches for
 * @param profiles thresholds of named cameras, for the same classes
 * @param overlap two boxes of a class that overlap more are one object; shared over joint area,
 *     above 0 and below 1
 */
public record ModelDescriptor(
    PinnedFile file,
    DecodeFamily family,
    ModelInput input,
    Map<String, String> outputs,
    Thresholds thresholds,
    Map<String, Thresholds> profiles,
    double overlap,
    RecordedAnswer answer) {
  /** The name by which options ask for the model that searches if they ask for none. */
  public static final String SHIPPED = "street-v3";

  /** The same in 8 bits: faster where the processor multiplies bytes. */
  public static final String SHIPPED_INT8 = SHIPPED + "-int8";

  /**
   * A second network for the gate's independent check: of another architecture, trained with other
   * pictures held back.
   */
  public static final String SHIPPED_CHECK = "street-check-v3";

  /** A smaller one for where time is short: an eighth of the time, and it catches less. */
  public static final String SHIPPED_FAST_CHECK = "street-check-v2";

  private static final Set<String> ALL_SHIPPED =
      Set.of(SHIPPED, SHIPPED_INT8, SHIPPED_CHECK, SHIPPED_FAST_CHECK);

  /**
   * @throws IllegalArgumentException if the parts do not go together
   */
  public ModelDescriptor {
    outputs = Map.copyOf(outputs);
    profiles = Map.copyOf(profiles);
    if (!family.canFind(thresholds.classes().size())) {
      throw new IllegalArgumentException("a " + family.text() + " model searches for one class");
    }
    for (Thresholds profile : profiles.values()) {
      if (!profile.classes().equals(thresholds.classes())) {
        throw new IllegalArgumentException("a profile has the same classes as thresholds");
      }
    }
    if (!(overlap > 0 && overlap < 1)) {
      throw new IllegalArgumentException("overlap is above 0 and below 1, not " + overlap);
    }
  }

  /** Returns the descriptor of the model that searches if none is asked for. */
  public static ModelDescriptor shipped() {
    return shipped(SHIPPED);
  }

  /** Asks whether a model of this name is part of this program. */
  public static boolean isShipped(String name) {
    return ALL_SHIPPED.contains(name);
  }

  /** Returns the descriptor of a model that {@link #isShipped}. */
  public static ModelDescriptor shipped(String name) {
    return DescriptorReader.shipped(name + ".yaml");
  }

  /**
   * Reads a descriptor, beside which the model file lies.
   *
   * @throws DescriptorException if it is malformed, or {@code trust} objects
   */
  public static ModelDescriptor read(Path yaml, ModelTrust trust) throws DescriptorException {
    return DescriptorReader.read(yaml, trust);
  }

  /** Asks whether the model takes pictures of one size only. */
  public boolean hasOneSize() {
    return input.size() instanceof InputSize.Fixed;
  }

  /**
   * Returns the same model run at another scale.
   *
   * @param px 32 to 4096
   * @throws IllegalArgumentException if out of range, or if the model has one size only
   */
  public ModelDescriptor withLongestSide(int px) {
    if (!(input.size() instanceof InputSize.Scaled scaled)) {
      throw new IllegalArgumentException(file.name() + " takes pictures of one size only");
    }
    var other = new InputSize.Scaled(px, scaled.multiplePx(), scaled.maxEnlargement());
    return with(input.withSize(other), thresholds, answer);
  }

  /** Returns the same model with other least scores, for the same classes. */
  public ModelDescriptor withThresholds(Thresholds other) {
    return with(input, other, answer);
  }

  /** Returns the same model with another recorded answer. */
  ModelDescriptor withAnswer(RecordedAnswer other) {
    return with(input, thresholds, other);
  }

  private ModelDescriptor with(ModelInput in, Thresholds least, RecordedAnswer known) {
    return new ModelDescriptor(file, family, in, outputs, least, profiles, overlap, known);
  }

  /** Returns what the model file calls an output of the family. */
  String outputName(String familyName) {
    return outputs.getOrDefault(familyName, familyName);
  }

  /** Returns the name of the model file. */
  public String name() {
    return file.name();
  }

  /** Returns the digest that the model file must have. */
  public Digest digest() {
    return file.sha256();
  }
}
