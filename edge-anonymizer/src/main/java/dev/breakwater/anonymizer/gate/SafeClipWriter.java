package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.CodedFrames;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Latencies;
import dev.breakwater.wire.MaskedFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a clip of SafeFrames: an MP4 file in which every coded byte belongs to a frame that the
 * gate attests. Used by one thread at a time.
 */
public final class SafeClipWriter implements AutoCloseable {
  /** The most frames whose attestations fit into one manifest item: 50 s at 30 frames/s. */
  public static final int MAX_FRAMES = 1500;

  /** The largest file; its chunk digests fit into the same item. */
  public static final long MAX_BYTES = 192L << 20;

  private static final String MEDIA_TYPE = "video/mp4";
  private static final int BLOCK_BYTES = 64 << 10;

  private final Path file;
  private final String sensor;
  private final SafeVideoWriter writer;
  private final List<Attested> frames = new ArrayList<>();

  /** What the attestation of a frame needs from the gate. */
  private record Attested(
      long frame,
      long capturedAtMillis,
      List<Digest> models,
      String profile,
      GateAttestation.Check check,
      List<Mask> masks,
      long latencyMillis) {}

  /**
   * @param file is created with the first frame
   * @param sensor name of the camera, e.g. {@code exterior.front}
   * @param framesPerSecond nominal rate of the camera; frames keep their own times
   */
  public SafeClipWriter(Path file, String sensor, double framesPerSecond) {
    this.file = file;
    this.sensor = sensor;
    this.writer = new SafeVideoWriter(file, VideoWriter.Container.MP4, framesPerSecond);
  }

  /** Asks whether the clip takes no more frames. */
  public boolean isFull() {
    return frames.size() == MAX_FRAMES;
  }

  public int frameCount() {
    return frames.size();
  }

  /** Asks whether no frame was added: then there is nothing to finish. */
  public boolean isEmpty() {
    return frames.isEmpty();
  }

  /**
   * Writes and closes the frame.
   *
   * @throws ClipFullException if the clip {@link #isFull}; the frame is still the caller's
   * @throws IllegalArgumentException if frames covered like this one may not leave a car
   */
  public void add(SafeFrame frame) throws IOException, ClipFullException {
    if (isFull()) {
      throw new ClipFullException();
    }
    if (!frame.profile().redaction().leavesCar()) {
      throw new IllegalArgumentException(
          "frames covered by " + frame.profile().redaction() + " do not leave a car");
    }
    var attested =
        new Attested(
            frame.info().index(),
            frame.info().capturedAtMillis(),
            frame.models(),
            frame.profile().name(),
            frame.check(),
            frame.masks(),
            frame.latency().toMillis());
    writer.add(frame);
    frames.add(attested);
  }

  /**
   * Completes the file and attests what is in it, byte for byte.
   *
   * @throws UnvouchedException if the detectors cannot be trusted any more: no frame may leave
   * @throws IOException if the file cannot be completed or read back
   */
  public SafeClip finish() throws IOException {
    if (isEmpty()) {
      throw new IllegalStateException("a clip without frames");
    }
    writer.finish();
    return new SafeClip(file, manifest());
  }

  private ClipManifest manifest() throws IOException {
    List<CodedFrames.Range> ranges = codedFrames();
    try (FileChannel in = FileChannel.open(file)) {
      if (in.size() > MAX_BYTES) {
        throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      List<GateAttestation> attestations = new ArrayList<>();
      for (int i = 0; i < ranges.size(); i++) {
        attestations.add(attestation(frames.get(i), ranges.get(i), in));
      }
      return new ClipManifest(
          digest(in, 0, in.size()),
          sensor,
          MEDIA_TYPE,
          writer.widthPx(),
          writer.heightPx(),
          in.size(),
          chunks(in),
          attestations,
          masked(),
          Latencies.of(frames.stream().map(Attested::latencyMillis).toList()));
    }
  }

  private List<CodedFrames.Range> codedFrames() throws IOException {
    try {
      List<CodedFrames.Range> ranges = CodedFrames.of(file);
      if (ranges.size() != frames.size()) {
        throw new IllegalStateException(
            ranges.size() + " coded frames of " + frames.size() + " frames");
      }
      return ranges;
    } catch (UnreadableSourceException e) {
      throw new IOException("the clip cannot be read back", e);
    }
  }

  private static GateAttestation attestation(
      Attested frame, CodedFrames.Range range, FileChannel in) throws IOException {
    return new GateAttestation(
        frame.frame,
        frame.capturedAtMillis,
        range.offset(),
        range.length(),
        digest(in, range.offset(), range.length()),
        frame.models,
        frame.profile,
        frame.check,
        count(frame.masks, ObjectClass.FACE),
        count(frame.masks, ObjectClass.PLATE));
  }

  /** Where the frames are covered that somebody will be shown. */
  private List<MaskedFrame> masked() {
    return MaskedFrame.places(frames.size()).stream()
        .map(
            place ->
                new MaskedFrame(
                    place,
                    frames.get(place).masks().stream()
                        .limit(MaskedFrame.MAX_AREAS)
                        .map(SafeClipWriter::area)
                        .toList()))
        .toList();
  }

  private static MaskedFrame.Area area(Mask mask) {
    return new MaskedFrame.Area(
        MaskedFrame.Kind.valueOf(mask.kind().name()),
        MaskedFrame.Shape.valueOf(mask.shape().name()),
        (int) Math.round(mask.box().left()),
        (int) Math.round(mask.box().top()),
        (int) Math.round(mask.box().width()),
        (int) Math.round(mask.box().height()),
        (int) Math.round(1000 * mask.tilt()));
  }

  private static int count(List<Mask> masks, ObjectClass kind) {
    return (int) masks.stream().filter(mask -> mask.kind() == kind).count();
  }

  private static List<Digest> chunks(FileChannel in) throws IOException {
    List<Digest> chunks = new ArrayList<>();
    for (long at = 0; at < in.size(); at += Chunk.MAX_BYTES) {
      chunks.add(digest(in, at, Math.min(Chunk.MAX_BYTES, in.size() - at)));
    }
    return chunks;
  }

  private static Digest digest(FileChannel in, long offset, long length) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    for (long at = offset; at < offset + length; ) {
      block.clear().limit((int) Math.min(BLOCK_BYTES, offset + length - at));
      int read = in.read(block, at);
      if (read < 0) {
        throw new IOException("the clip's file is shorter than it was");
      }
      sha256.update(block.flip());
      at += read;
    }
    return new Digest(Bytes.of(sha256.digest()));
  }

  /** Stops writing; without {@link #finish} the file is not a clip, and the caller deletes it. */
  @Override
  public void close() {
    writer.close();
  }
}
