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
    /** The check ran and found nothing readable. */
    PASSED,
    /** The profile does not ask for the check on this frame. */
    NOT_DUE,
    /** No second model is configured. */
    NONE
  }

  /**
   * @throws IllegalArgumentException if a number is negative or no model is named
   */
  public GateAttestation {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("an attestation names its models");
    }
    if (frame < 0 || offset < 0 || length < 1 || faces < 0 || plates < 0) {
      throw new IllegalArgumentException("negative number in an attestation");
    }
  }
}
