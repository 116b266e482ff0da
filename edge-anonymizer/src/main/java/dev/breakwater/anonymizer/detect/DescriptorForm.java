package dev.breakwater.anonymizer.detect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A descriptor as it is written; what is checked in its parts is checked while they are read. */
record DescriptorForm(
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) String file,
    @Nullable String sha256,
    @JsonProperty(required = true) DecodeFamily family,
    @JsonProperty(required = true) Input input,
    @Nullable Map<String, String> outputs,
    @JsonProperty(required = true) Scores thresholds,
    @Nullable Map<String, Scores> profiles,
    @JsonProperty(required = true) double overlap,
    @Nullable List<Double> knownAnswer,
    @Nullable Double tolerance) {
  static final int VERSION = 1;
  private static final int MAX_PROFILES = 100;
  private static final String PROFILE_NAME = "[A-Za-z0-9_.-]{1,32}";

  DescriptorForm {
    profiles = profiles == null ? Map.of() : profiles;
    outputs = outputs == null ? Map.of() : outputs;
    if (version != VERSION) {
      throw new IllegalArgumentException("version is " + VERSION + ", not " + version);
    }
    if (profiles.size() > MAX_PROFILES) {
      throw new IllegalArgumentException("there are more than " + MAX_PROFILES + " profiles");
    }
    for (String name : profiles.keySet()) {
      if (!name.matches(PROFILE_NAME)) {
        throw new IllegalArgumentException(
            "a profile's name has 1 to 32 letters, digits, points, dashes");
      }
    }
  }

  /** Least scores; a class without one is not searched for. */
  record Scores(@Nullable Double face, @Nullable Double plate) {
    Scores {
      toThresholds(face, plate);
    }

    private static Thresholds toThresholds(@Nullable Double face, @Nullable Double plate) {
      var least = new EnumMap<ObjectClass, Double>(ObjectClass.class);
      if (face != null) {
        least.put(ObjectClass.FACE, face);
      }
      if (plate != null) {
        least.put(ObjectClass.PLATE, plate);
      }
      return new Thresholds(least);
    }

    Thresholds toThresholds() {
      return toThresholds(face, plate);
    }
  }

  /** Either a longest side and a multiple, or width and height. */
  record Size(
      @Nullable Integer longestSidePx,
      @Nullable Integer multiplePx,
      @Nullable Integer widthPx,
      @Nullable Integer heightPx,
      @JsonProperty(required = true) double maxEnlargement) {
    Size {
      toSize(longestSidePx, multiplePx, widthPx, heightPx, maxEnlargement);
    }

    InputSize toSize() {
      return toSize(longestSidePx, multiplePx, widthPx, heightPx, maxEnlargement);
    }

    private static InputSize toSize(
        @Nullable Integer longestSidePx,
        @Nullable Integer multiplePx,
        @Nullable Integer widthPx,
        @Nullable Integer heightPx,
        double maxEnlargement) {
      if (longestSidePx != null && multiplePx != null && widthPx == null && heightPx == null) {
        return new InputSize.Scaled(longestSidePx, multiplePx, maxEnlargement);
      }
      if (longestSidePx == null && multiplePx == null && widthPx != null && heightPx != null) {
        return new InputSize.Fixed(widthPx, heightPx, maxEnlargement);
      }
      throw new IllegalArgumentException(
          "size has longestSidePx and multiplePx, or widthPx and heightPx");
    }
  }

  /** See {@link ModelInput}. */
  record Input(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) Size size,
      @JsonProperty(required = true) ModelInput.Layout layout,
      @JsonProperty(required = true) ModelInput.Colours colours,
      @JsonProperty(required = true) List<Double> mean,
      @JsonProperty(required = true) List<Double> divisor,
      @JsonProperty(required = true) int padding) {
    Input {
      new ModelInput(name, size.toSize(), layout, colours, mean, divisor, padding);
    }

    ModelInput toInput() {
      return new ModelInput(name, size.toSize(), layout, colours, mean, divisor, padding);
    }
  }

  /**
   * @param pinned the model file
   * @param answer what it must answer
   */
  ModelDescriptor toDescriptor(PinnedFile pinned, RecordedAnswer answer) {
    Map<String, Thresholds> cameras = new HashMap<>();
    if (profiles != null) {
      profiles.forEach((name, scores) -> cameras.put(name, scores.toThresholds()));
    }
    return new ModelDescriptor(
        pinned,
        family,
        input.toInput(),
        outputs == null ? Map.of() : outputs,
        thresholds.toThresholds(),
        cameras,
        overlap,
        answer);
  }
}
