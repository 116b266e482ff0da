package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Announces a clip; sent before its chunks. The clip is complete when the joined chunks have the
 * digest {@code clip}.
 *
 * @param clip digest of the whole file, the clip's name
 * @param sensor name of the camera, e.g. {@code exterior.front}
 * @param mediaType e.g. {@code video/mp4}
 * @param widthPx width of the upright frame
 * @param heightPx height of the upright frame
 * @param length of the file, bytes
 * @param chunks digest of each chunk's bytes, in order
 * @param frames one attestation for each frame, in order
 */
public record ClipManifest(
    Digest clip,
    String sensor,
    String mediaType,
    int widthPx,
    int heightPx,
    long length,
    List<Digest> chunks,
    List<GateAttestation> frames) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "exterior.clip.manifest";

  private static final Codec<ClipManifest> CODEC =
      new Codec<>("clip-manifest.avsc", Item.MAX_BYTES, ClipManifest::fromAvro);

  public ClipManifest {
    chunks = List.copyOf(chunks);
    frames = List.copyOf(frames);
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("clip", clip.value().asBuffer());
    record.put("sensor", sensor);
    record.put("mediaType", mediaType);
    record.put("widthPx", widthPx);
    record.put("heightPx", heightPx);
    record.put("length", length);
    record.put("chunks", Codec.buffers(chunks));
    record.put("frames", frames.stream().map(ClipManifest::toAvro).toList());
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a clip manifest
   */
  public static ClipManifest decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static GenericRecord toAvro(GateAttestation frame) {
    var record = CODEC.blankElement("frames");
    record.put("frame", frame.frame());
    record.put("capturedAtMillis", frame.capturedAtMillis());
    record.put("offset", frame.offset());
    record.put("length", frame.length());
    record.put("output", frame.output().value().asBuffer());
    record.put("models", Codec.buffers(frame.models()));
    record.put("profile", frame.profile());
    record.put("check", frame.check().name());
    record.put("faces", frame.faces());
    record.put("plates", frame.plates());
    return record;
  }

  private static ClipManifest fromAvro(GenericRecord record) {
    return new ClipManifest(
        Codec.digest(record, "clip"),
        Codec.string(record, "sensor"),
        Codec.string(record, "mediaType"),
        (int) Codec.number(record, "widthPx"),
        (int) Codec.number(record, "heightPx"),
        Codec.number(record, "length"),
        Codec.digests(record, "chunks"),
        Codec.list(record, "frames", value -> frame((GenericRecord) value)));
  }

  private static GateAttestation frame(GenericRecord record) {
    return new GateAttestation(
        Codec.number(record, "frame"),
        Codec.number(record, "capturedAtMillis"),
        Codec.number(record, "offset"),
        (int) Codec.number(record, "length"),
        Codec.digest(record, "output"),
        Codec.digests(record, "models"),
        Codec.string(record, "profile"),
        GateAttestation.Check.valueOf(Codec.string(record, "check")),
        (int) Codec.number(record, "faces"),
        (int) Codec.number(record, "plates"));
  }
}
