package dev.breakwater.console.fleet;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.GateAttestation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Decodes some frames of a clip that left a car, evenly spread. Pictures are made in memory and
 * kept nowhere. One clip at a time: a decoder costs a core.
 */
final class ClipFrames {
  /** Frames that are shown of a clip. */
  static final int SHOWN = 6;

  /** A longer clip is read back by the command line. */
  static final long MAX_BYTES = 64L << 20;

  /** In memory: the decoder wants a file, and no plain item is written to a disk. */
  private static final Path MEMORY = Path.of("/dev/shm");

  /**
   * A frame.
   *
   * @param place in the clip, from 0
   * @param capturedAtMillis as the gate attests it, Unix milliseconds
   * @param check what the independent check said
   * @param jpeg the picture, Base64; empty if it cannot be decoded
   */
  record Shown(
      int place, long capturedAtMillis, int faces, int plates, String check, String jpeg) {}

  /** Returns frames of a clip whose every byte was checked against its manifest. */
  synchronized List<Shown> of(ClipManifest manifest, Bytes clip) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = Files.createTempFile(MEMORY, "console-", ".mp4", owner);
    try {
      Files.write(file, clip.toArray());
      return decoded(manifest.frames(), file);
    } catch (UnreadableSourceException e) {
      throw new IOException("the clip cannot be decoded: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static List<Shown> decoded(List<GateAttestation> attested, Path file)
      throws UnreadableSourceException {
    List<Shown> shown = new ArrayList<>();
    try (FrameSource frames = FrameSource.open(file, 0)) {
      for (int place : places(attested.size())) {
        Optional<Frame> frame = frames.skipTo(place);
        if (frame.isEmpty()) {
          return shown;
        }
        try (Frame each = frame.get()) {
          shown.add(shown(place, attested.get(place), each));
        }
      }
    }
    return shown;
  }

  /** The first, the last, and some between. */
  static List<Integer> places(int frames) {
    List<Integer> places = new ArrayList<>();
    int shown = Math.min(SHOWN, frames);
    for (int i = 0; i < shown; i++) {
      places.add(shown == 1 ? 0 : i * (frames - 1) / (shown - 1));
    }
    return places;
  }

  private static Shown shown(int place, GateAttestation attested, Frame frame) {
    return new Shown(
        place,
        attested.capturedAtMillis(),
        attested.faces(),
        attested.plates(),
        attested.check().name(),
        frame.isDamaged() ? "" : base64(PictureEncoder.encode(frame, PictureFormat.JPEG)));
  }

  private static String base64(ByteBuffer picture) {
    return StandardCharsets.US_ASCII.decode(Base64.getEncoder().encode(picture)).toString();
  }
}
