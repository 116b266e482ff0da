package dev.breakwater.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a clip's file against its manifest, without a codec: the digests match, and every coded
 * byte that left belongs to a frame that the gate attests. The file is an MP4 as ISO/IEC 14496-12
 * defines it, with the coded frames in one media data box and no other place to hide bytes in.
 */
public final class ClipCheck {
  private static final int PROBLEMS_NAMED = 20;

  private final ClipManifest manifest;
  private final ByteBuffer file;
  private final List<String> problems = new ArrayList<>();

  private ClipCheck(ClipManifest manifest, ByteBuffer file) {
    this.manifest = manifest;
    this.file = file.duplicate().rewind();
  }

  /**
   * Returns what is wrong, one line each, at most {@value #PROBLEMS_NAMED}; empty if all is well.
   *
   * @param file all of it, up to the buffer's limit; its position does not matter
   */
  public static List<String> problems(ClipManifest manifest, ByteBuffer file) {
    var check = new ClipCheck(manifest, file);
    check.checkFile();
    check.checkChunks();
    check.checkFrames();
    check.checkTiling();
    return check.problems.subList(0, Math.min(PROBLEMS_NAMED, check.problems.size()));
  }

  private void checkFile() {
    if (file.limit() != manifest.length()) {
      problems.add("the file has " + file.limit() + " bytes, not " + manifest.length());
    }
    if (!Digest.of(file.duplicate()).equals(manifest.clip())) {
      problems.add("the file does not have the clip's digest");
    }
  }

  /** Every chunk but the last is full. */
  private void checkChunks() {
    int count = (file.limit() + Chunk.MAX_BYTES - 1) / Chunk.MAX_BYTES;
    if (count != manifest.chunks().size()) {
      problems.add("the file has " + count + " chunks, not " + manifest.chunks().size());
      return;
    }
    for (int i = 0; i < count; i++) {
      int from = i * Chunk.MAX_BYTES;
      int length = Math.min(Chunk.MAX_BYTES, file.limit() - from);
      if (!Digest.of(file.slice(from, length)).equals(manifest.chunks().get(i))) {
        problems.add("chunk " + i + " does not have its digest");
      }
    }
  }

  private void checkFrames() {
    long previous = -1;
    for (GateAttestation frame : manifest.frames()) {
      if (frame.frame() <= previous) {
        problems.add("frame " + frame.frame() + " comes after frame " + previous);
      }
      previous = frame.frame();
      if (frame.offset() > file.limit() - frame.length()) {
        problems.add("frame " + frame.frame() + " lies outside the file");
      } else if (!digest(frame).equals(frame.output())) {
        problems.add("frame " + frame.frame() + " does not have the attested digest");
      }
    }
  }

  private Digest digest(GateAttestation frame) {
    return Digest.of(file.slice((int) frame.offset(), frame.length()));
  }

  private void checkTiling() {
    try {
      Mp4Boxes.Range media = Mp4Boxes.mediaData(file);
      long at = media.from();
      for (GateAttestation frame : manifest.frames()) {
        if (frame.offset() != at) {
          problems.add("bytes " + at + " to " + frame.offset() + " are attested by no frame");
        }
        at = frame.offset() + frame.length();
      }
      if (at != media.to()) {
        problems.add("bytes " + at + " to " + media.to() + " are attested by no frame");
      }
    } catch (WireFormatException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }
}
