package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * What the onshore job decided about one item; a record of the topic {@code outcomes}.
 *
 * <p>The parts of the item's name are plain values because a quarantined body may not be an item at
 * all: then {@code epoch} and {@code number} are -1 and {@code lane} is empty.
 *
 * @param vehicle value of the {@link VehicleRef} that delivered it
 * @param digest of what the vehicle delivered
 * @param capturedAtMillis the full hour (UTC) of the claimed capture time, Unix milliseconds; the
 *     exact time is personal, so only the body has it. 0 if there is none
 * @param appendedAtMillis the broker's append time, the instant of the STORE decision
 * @param rules ids of the rules that decided
 * @param pack digest of the policy pack
 * @param reason in words; the reason of the quarantine or refusal
 * @param key name of the data key that {@code body} is encrypted under; empty if it is plain
 * @param body the bytes as received, or their ciphertext; empty if they are erased
 */
public record Outcome(
    Verdict verdict,
    String vehicle,
    long epoch,
    String lane,
    long number,
    Digest digest,
    String category,
    String purpose,
    long capturedAtMillis,
    long appendedAtMillis,
    List<String> rules,
    Digest pack,
    String reason,
    String key,
    Bytes body) {
  private static final int MAX_BYTES = Item.MAX_BYTES + (16 << 10);

  private static final Codec<Outcome> CODEC =
      new Codec<>("outcome.avsc", MAX_BYTES, Outcome::fromAvro, "outcome.1.avsc");

  /** Where the item goes. */
  public enum Verdict {
    STORED,
    REFUSED,
    QUARANTINED,
    /** Its data key was destroyed before it was decided. */
    ERASED
  }

  public Outcome {
    rules = List.copyOf(rules);
  }

  /** Returns {@code vehicle/epoch/lane/number}, which {@link ItemId#parse} reads. */
  public String item() {
    return vehicle + "/" + epoch + "/" + lane + "/" + number;
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("verdict", verdict.name());
    record.put("vehicle", vehicle);
    record.put("epoch", epoch);
    record.put("lane", lane);
    record.put("number", number);
    record.put("digest", digest.value().asBuffer());
    record.put("category", category);
    record.put("purpose", purpose);
    record.put("capturedAtMillis", capturedAtMillis);
    record.put("appendedAtMillis", appendedAtMillis);
    record.put("rules", rules);
    record.put("pack", pack.value().asBuffer());
    record.put("reason", reason);
    record.put("key", key);
    record.put("body", body.asBuffer());
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not an outcome
   */
  public static Outcome decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Outcome fromAvro(GenericRecord record) {
    return new Outcome(
        Verdict.valueOf(Codec.string(record, "verdict")),
        Codec.string(record, "vehicle"),
        Codec.number(record, "epoch"),
        Codec.string(record, "lane"),
        Codec.number(record, "number"),
        Codec.digest(record, "digest"),
        Codec.string(record, "category"),
        Codec.string(record, "purpose"),
        Codec.number(record, "capturedAtMillis"),
        Codec.number(record, "appendedAtMillis"),
        Codec.strings(record, "rules"),
        Codec.digest(record, "pack"),
        Codec.string(record, "reason"),
        Codec.string(record, "key"),
        Codec.bytes(record, "body"));
  }
}
