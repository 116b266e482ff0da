package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * One row of the onshore registry, a compacted Kafka topic.
 *
 * @param sealKey Ed25519 public key of the item seal, 32 bytes
 * @param certificate digest of the DTLS certificate's DER encoding
 * @param sinceMillis when the status began, Unix milliseconds
 */
public record VehicleRecord(
    VehicleRef vehicle, Bytes sealKey, Digest certificate, Status status, long sinceMillis) {
  private static final int MAX_BYTES = 4 << 10;

  private static final Codec<VehicleRecord> CODEC =
      new Codec<>("vehicle-record.avsc", MAX_BYTES, VehicleRecord::fromAvro);

  /** Only items of an enrolled vehicle are accepted. */
  public enum Status {
    ENROLLED,
    BANNED,
    RETIRED
  }

  /**
   * @throws IllegalArgumentException if the key is not 32 bytes long
   */
  public VehicleRecord {
    if (sealKey.length() != 32) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + sealKey.length());
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("vehicle", vehicle.value());
    record.put("sealKey", sealKey.asBuffer());
    record.put("certificate", certificate.value().asBuffer());
    record.put("status", status.name());
    record.put("sinceMillis", sinceMillis);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a registry row
   */
  public static VehicleRecord decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static VehicleRecord fromAvro(GenericRecord record) {
    return new VehicleRecord(
        new VehicleRef(Codec.string(record, "vehicle")),
        Codec.bytes(record, "sealKey"),
        Codec.digest(record, "certificate"),
        Status.valueOf(Codec.string(record, "status")),
        Codec.number(record, "sinceMillis"));
  }
}
