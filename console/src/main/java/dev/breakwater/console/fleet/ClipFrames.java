package dev.breakwater.console.fleet;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.MaskedFrame;
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
   * @param masks where it is covered; none if the car did not say
   * @param jpeg the picture, Base64; empty if it cannot be decoded
   */
  record Shown(
      int place,
      long capturedAtMillis,
      int faces,
      int plates,
      String check,
      List<MaskedFrame.Area> masks,
      String jpeg) {
    Shown {
      masks = List.copyOf(masks);
    }
  }

  /** Returns frames of a clip whose every byte was checked against its manifest. */
  synchronized List<Shown> of(ClipManifest manifest, Bytes clip) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = Files.createTempFile(MEMORY, "console-", ".mp4", owner);
    try {
      Files.write(file, clip.toArray());
      return decoded(manifest, file);
    } catch (UnreadableSourceException e) {
      throw new IOException("the clip cannot be decoded: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static List<Shown> decoded(ClipManifest manifest, Path file)
      throws UnreadableSourceException {
    List<Shown> shown = new ArrayList<>();
    try (FrameSource frames = FrameSource.open(file, 0)) {
      for (int place : MaskedFrame.places(manifest.frames().size())) {
        Optional<Frame> frame = frames.skipTo(place);
        if (frame.isEmpty()) {
          return shown;
        }
        try (Frame each = frame.get()) {
          shown.add(shown(place, manifest, each));
        }
      }
    }
    return shown;
  }

  private static Shown shown(int place, ClipManifest manifest, Frame frame) {
    GateAttestation attested = manifest.frames().get(place);
    return new Shown(
        place,
        attested.capturedAtMillis(),
        attested.faces(),
        attested.plates(),
        attested.check().name(),
        masks(place, manifest),
        frame.isDamaged() ? "" : base64(PictureEncoder.encode(frame, PictureFormat.JPEG)));
  }

  private static List<MaskedFrame.Area> masks(int place, ClipManifest manifest) {
    return manifest.masked().stream()
        .filter(each -> each.place() == place)
        .flatMap(each -> each.areas().stream())
        .toList();
  }

  private static String base64(ByteBuffer picture) {
    return StandardCharsets.US_ASCII.decode(Base64.getEncoder().encode(picture)).toString();
  }
}
