package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
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
 * @param masked where some of the frames are covered, at most {@link MaskedFrame#MAX_FRAMES}; none
 *     if an earlier release made the clip
 * @param latencies how long the gate took for the frames
 */
public record ClipManifest(
    Digest clip,
    String sensor,
    String mediaType,
    int widthPx,
    int heightPx,
    long length,
    List<Digest> chunks,
    List<GateAttestation> frames,
    List<MaskedFrame> masked,
    Latencies latencies) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "exterior.clip.manifest";

  private static final Codec<ClipManifest> CODEC =
      new Codec<>(
          "clip-manifest.avsc",
          Item.MAX_BYTES,
          ClipManifest::fromAvro,
          "clip-manifest.1.avsc",
          "clip-manifest.2.avsc");

  /**
   * @throws IllegalArgumentException if too many frames tell where they are covered
   */
  public ClipManifest {
    chunks = List.copyOf(chunks);
    frames = List.copyOf(frames);
    masked = List.copyOf(masked);
    if (masked.size() > MaskedFrame.MAX_FRAMES) {
      throw new IllegalArgumentException("too many frames tell where they are covered");
    }
  }

  /** Announces a clip as the first release did, without the rest. */
  public ClipManifest(
      Digest clip,
      String sensor,
      String mediaType,
      int widthPx,
      int heightPx,
      long length,
      List<Digest> chunks,
      List<GateAttestation> frames) {
    this(
        clip,
        sensor,
        mediaType,
        widthPx,
        heightPx,
        length,
        chunks,
        frames,
        List.of(),
        Latencies.NOT_TOLD);
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
    record.put("masked", masked.stream().map(ClipManifest::toAvro).toList());
    record.put("latencies", latencies.counts());
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
        Codec.list(record, "frames", value -> frame((GenericRecord) value)),
        Codec.list(record, "masked", value -> masked((GenericRecord) value)),
        new Latencies(Codec.list(record, "latencies", value -> ((Number) value).intValue())));
  }

  private static GenericRecord toAvro(MaskedFrame frame) {
    var record = CODEC.blankElement("masked");
    record.put("place", frame.place());
    var areas = record.getSchema().getField("areas").schema().getElementType();
    record.put("areas", frame.areas().stream().map(area -> toAvro(area, areas)).toList());
    return record;
  }

  private static GenericRecord toAvro(MaskedFrame.Area area, Schema schema) {
    var record = new GenericData.Record(schema);
    record.put("kind", area.kind().name());
    record.put("shape", area.shape().name());
    record.put("leftPx", area.leftPx());
    record.put("topPx", area.topPx());
    record.put("widthPx", area.widthPx());
    record.put("heightPx", area.heightPx());
    record.put("tiltMilliradians", area.tiltMilliradians());
    return record;
  }

  private static MaskedFrame masked(GenericRecord record) {
    return new MaskedFrame(
        (int) Codec.number(record, "place"),
        Codec.list(record, "areas", value -> area((GenericRecord) value)));
  }

  private static MaskedFrame.Area area(GenericRecord record) {
    return new MaskedFrame.Area(
        MaskedFrame.Kind.valueOf(Codec.string(record, "kind")),
        MaskedFrame.Shape.valueOf(Codec.string(record, "shape")),
        (int) Codec.number(record, "leftPx"),
        (int) Codec.number(record, "topPx"),
        (int) Codec.number(record, "widthPx"),
        (int) Codec.number(record, "heightPx"),
        (int) Codec.number(record, "tiltMilliradians"));
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
