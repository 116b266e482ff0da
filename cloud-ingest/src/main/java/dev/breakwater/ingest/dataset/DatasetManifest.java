package dev.breakwater.ingest.dataset;

import java.util.List;

/**
 * What a data set says of itself; written as JSON.
 *
 * @param policy digest of the pack that permitted it, hexadecimal
 * @param builtAtMillis Unix milliseconds
 * @param withdrawn clips that an earlier build of this folder had and that are erased, withdrawn or
 *     past their retention since, over all builds
 * @param incomplete clips that are not all there, or that the log does not prove: left out
 */
public record DatasetManifest(
    int version,
    String purpose,
    String policy,
    long builtAtMillis,
    List<Entry> clips,
    long withdrawn,
    long incomplete) {
  static final int VERSION = 1;

  public DatasetManifest {
    clips = List.copyOf(clips);
  }

  /**
   * A clip of the set.
   *
   * @param clip digest of the file {@code CLIP.mp4}, hexadecimal
   * @param item of the clip's manifest in the store
   * @param logIndex of the decision about it in the audit log
   * @param bytes of the file
   */
  public record Entry(
      String clip, String item, long logIndex, String sensor, int frames, long bytes) {}
}
