package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * A segment manifest with the vehicle's signature over exactly its bytes.
 *
 * @param manifest encoding of a {@link Segment}
 * @param algorithm {@code Ed25519}
 * @param signature over {@code manifest}, 64 bytes for Ed25519
 */
public record SignedSegment(Bytes manifest, String algorithm, Bytes signature) {
  public static final String ED25519 = "Ed25519";
  private static final int MAX_BYTES = 16 << 10;

  private static final Codec<SignedSegment> CODEC =
      new Codec<>("signed-segment.avsc", MAX_BYTES, SignedSegment::fromAvro);

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("manifest", manifest.asBuffer());
    record.put("algorithm", algorithm);
    record.put("signature", signature.asBuffer());
    return CODEC.encode(record);
  }

  /**
   * Reads the envelope; the signature is not verified here.
   *
   * @throws WireFormatException if {@code bytes} are not a signed segment
   */
  public static SignedSegment decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static SignedSegment fromAvro(GenericRecord record) {
    return new SignedSegment(
        Codec.bytes(record, "manifest"),
        Codec.string(record, "algorithm"),
        Codec.bytes(record, "signature"));
  }
}
