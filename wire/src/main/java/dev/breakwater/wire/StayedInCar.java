package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Accounts for source data (frames, signal samples, cabin samples) that was never sealed; travels
 * in the control lane and ends in the audit log.
 *
 * @param category of the data, e.g. {@code exterior.frame}
 * @param reason in words, without personal data
 * @param rules ids of the rules that decided, empty where no rule did
 * @param count how many source items, at least 1
 * @param firstMillis capture time of the first, Unix milliseconds
 * @param lastMillis capture time of the last, Unix milliseconds
 */
public record StayedInCar(
    Fate fate,
    String category,
    String reason,
    List<String> rules,
    long count,
    long firstMillis,
    long lastMillis) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.stayed";

  private static final int MAX_BYTES = 8 << 10;

  private static final Codec<StayedInCar> CODEC =
      new Codec<>("stayed-in-car.avsc", MAX_BYTES, StayedInCar::fromAvro);

  /** Why source data did not leave. */
  public enum Fate {
    /** Not chosen: the plan asks for fewer. */
    SKIPPED,
    /** A frame the gate did not let pass. */
    WITHHELD,
    /** The policy forbids collecting it. */
    REFUSED,
    /** Collected for use in the car; the policy forbids sending it. */
    KEPT
  }

  /**
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public StayedInCar {
    rules = List.copyOf(rules);
    if (count < 1) {
      throw new IllegalArgumentException("counts start at 1, not " + count);
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("fate", fate.name());
    record.put("category", category);
    record.put("reason", reason);
    record.put("rules", rules);
    record.put("count", count);
    record.put("firstMillis", firstMillis);
    record.put("lastMillis", lastMillis);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not such a statement
   */
  public static StayedInCar decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static StayedInCar fromAvro(GenericRecord record) {
    return new StayedInCar(
        Fate.valueOf(Codec.string(record, "fate")),
        Codec.string(record, "category"),
        Codec.string(record, "reason"),
        Codec.strings(record, "rules"),
        Codec.number(record, "count"),
        Codec.number(record, "firstMillis"),
        Codec.number(record, "lastMillis"));
  }
}
