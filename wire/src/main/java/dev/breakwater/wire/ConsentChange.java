package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Says what a person in the car decided about one purpose (PIPL Art. 14, 15, 29; GB/T 44464-2024
 * §5.2.2); the car keeps it signed, and it travels in the control lane.
 *
 * @param epoch counts the decisions in this car, from 1
 * @param purpose id of what the data is for
 * @param categories of the data, or the beginnings of categories
 * @param decidedMillis trusted time of the decision, Unix milliseconds
 * @param untilMillis when a grant ends at the latest, Unix milliseconds; 0 if nothing is granted
 * @param notice digest of the notice that was shown
 * @param locale language of the notice that was shown, e.g. {@code zh}
 * @param channel where it was shown, e.g. {@code head-unit}
 */
public record ConsentChange(
    long epoch,
    String purpose,
    List<String> categories,
    State state,
    Period period,
    long decidedMillis,
    long untilMillis,
    Digest notice,
    String locale,
    String channel) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.consent";

  /** The most categories that one purpose has. */
  public static final int MAX_CATEGORIES = 16;

  /** The longest encoding, bytes. */
  public static final int MAX_BYTES = 4 << 10;

  private static final Codec<ConsentChange> CODEC =
      new Codec<>("consent-change.avsc", MAX_BYTES, ConsentChange::fromAvro);

  /** What was decided. */
  public enum State {
    /** Refused or withdrawn. */
    NO,
    /** Processing inside the car only. */
    IN_VEHICLE,
    YES
  }

  /** How long a grant was asked to last; there is no period without an end. */
  public enum Period {
    /** Nothing is granted. */
    NONE,
    /** Until the ignition is off. */
    ONCE,
    SEVEN_DAYS,
    THREE_MONTHS,
    ONE_YEAR
  }

  /**
   * @throws IllegalArgumentException if it grants something without an end, or denies with one
   */
  public ConsentChange {
    categories = List.copyOf(categories);
    if (epoch < 1 || categories.isEmpty() || categories.size() > MAX_CATEGORIES) {
      throw new IllegalArgumentException("a change has an epoch from 1 and 1 to 16 categories");
    }
    boolean ends = period != Period.NONE && untilMillis > decidedMillis;
    boolean grantsNothing = period == Period.NONE && untilMillis == 0;
    if (state == State.NO ? !grantsNothing : !ends) {
      throw new IllegalArgumentException("a grant ends, a refusal has no period");
    }
  }

  public boolean grants() {
    return state != State.NO;
  }

  /** Returns whether it takes back that data of its categories leaves the car. */
  public boolean withdraws() {
    return state != State.YES;
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("epoch", epoch);
    record.put("purpose", purpose);
    record.put("categories", categories);
    record.put("state", state.name());
    record.put("period", period.name());
    record.put("decidedMillis", decidedMillis);
    record.put("untilMillis", untilMillis);
    record.put("notice", notice.value().asBuffer());
    record.put("locale", locale);
    record.put("channel", channel);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not such a decision
   */
  public static ConsentChange decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static ConsentChange fromAvro(GenericRecord record) {
    return new ConsentChange(
        Codec.number(record, "epoch"),
        Codec.string(record, "purpose"),
        Codec.strings(record, "categories"),
        State.valueOf(Codec.string(record, "state")),
        Period.valueOf(Codec.string(record, "period")),
        Codec.number(record, "decidedMillis"),
        Codec.number(record, "untilMillis"),
        Codec.digest(record, "notice"),
        Codec.string(record, "locale"),
        Codec.string(record, "channel"));
  }
}
