package dev.breakwater.anonymizer.detect;

/**
 * How a network is run; none of it is the network's own.
 *
 * @param mirrored whether the network sees pictures left for right, as another opinion; boxes are
 *     in the frame as it is
 */
public record DetectorSettings(Tiling tiling, boolean mirrored, ExecutionProvider provider) {
  /** The whole frame as it is, on the CPU. */
  public static final DetectorSettings USUAL =
      new DetectorSettings(Tiling.NONE, false, ExecutionProvider.CPU);

  public DetectorSettings withTiling(Tiling other) {
    return new DetectorSettings(other, mirrored, provider);
  }

  /** Returns these for the other opinion. */
  public DetectorSettings asMirrored() {
    return new DetectorSettings(tiling, true, provider);
  }
}
