package dev.breakwater.wire;

import java.util.List;

/**
 * What the gate says of one frame that left the car.
 *
 * @param frame index of the frame in its source, from 0
 * @param capturedAtMillis wall clock of the capture, Unix milliseconds
 * @param offset where the coded frame starts in the clip's file, bytes
 * @param length of the coded frame, bytes
 * @param output digest of the coded frame
 * @param models digest of each model file that ran on the frame, the primary detector's first
 * @param profile name of the anonymizer's profile
 * @param check what the independent check said
 * @param faces masks put on faces
 * @param plates masks put on plates
 */
public record GateAttestation(
    long frame,
    long capturedAtMillis,
    long offset,
    int length,
    Digest output,
    List<Digest> models,
    String profile,
    Check check,
    int faces,
    int plates) {

  /** What the independent check said; a frame it failed on never leaves. */
  public enum Check {
    /**
     * A second model, other than the primary detector's, looked last at the frame as it left and
     * found nothing readable of the classes it knows.
     */
    PASSED,
    /**
     * The same, but with a model that the primary detector runs too. A second look by the same
     * model is no independent opinion: at another scale it may find what the first look missed, but
     * what the model cannot see it overlooks both times.
     */
    SAME_MODEL,
    /** The profile does not ask for the check on this frame. */
    NOT_DUE,
    /** No second model is configured. */
    NONE
  }

  /**
   * @throws IllegalArgumentException if a number is negative, no model is named, or another model
   *     is said to have checked and none is named
   */
  public GateAttestation {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("an attestation names its models");
    }
    if (check == Check.PASSED && models.stream().distinct().count() < 2) {
      throw new IllegalArgumentException("a check by another model names that model");
    }
    if (frame < 0 || offset < 0 || length < 1 || faces < 0 || plates < 0) {
      throw new IllegalArgumentException("negative number in an attestation");
    }
  }
}
