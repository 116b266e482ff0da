package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.WireFormatException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/** A row of either table: an outcome without its verdict, which the table says. */
final class OutcomeRow {
  static final String VEHICLE = "vehicle";
  static final String EPOCH = "epoch";
  static final String LANE = "lane";
  static final String NUMBER = "number";
  static final String DIGEST = "digest";
  static final String CATEGORY = "category";
  static final String PURPOSE = "purpose";
  static final String CAPTURED = "captured_at_millis";
  static final String APPENDED = "appended_at";
  static final String RULES = "rules";
  static final String PACK = "pack";
  static final String REASON = "reason";
  static final String BODY = "body";

  /** Younger than the others: a table may have rows without it. */
  static final String KEY = "key";

  /**
   * Digests are text, for SQL. The claimed capture time is a plain number: a car may claim one that
   * no timestamp can hold.
   */
  static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, VEHICLE, Types.StringType.get()),
          Types.NestedField.required(2, EPOCH, Types.LongType.get()),
          Types.NestedField.required(3, LANE, Types.StringType.get()),
          Types.NestedField.required(4, NUMBER, Types.LongType.get()),
          Types.NestedField.required(5, DIGEST, Types.StringType.get()),
          Types.NestedField.required(6, CATEGORY, Types.StringType.get()),
          Types.NestedField.required(7, PURPOSE, Types.StringType.get()),
          Types.NestedField.required(8, CAPTURED, Types.LongType.get()),
          Types.NestedField.required(9, APPENDED, Types.TimestampType.withZone()),
          Types.NestedField.required(
              10, RULES, Types.ListType.ofRequired(14, Types.StringType.get())),
          Types.NestedField.required(11, PACK, Types.StringType.get()),
          Types.NestedField.required(12, REASON, Types.StringType.get()),
          Types.NestedField.required(13, BODY, Types.BinaryType.get()),
          Types.NestedField.optional(15, KEY, Types.StringType.get()));

  private OutcomeRow() {}

  /**
   * Reads a row. One that is not encrypted is also compared with its digest and columns; of the
   * others {@link dev.breakwater.ingest.keys.ItemCipher#open} sees to it.
   */
  static Outcome verified(Record row, Part part) throws CorruptRowException {
    Outcome outcome = read(row, part);
    if (!outcome.key().isEmpty()) {
      return outcome;
    }
    if (!Digest.of(outcome.body()).equals(outcome.digest())) {
      throw new CorruptRowException(part, outcome.item(), "its bytes do not have its digest");
    }
    if (part == Part.ITEMS && !columnsAgree(outcome)) {
      throw new CorruptRowException(part, outcome.item(), "its columns are not those of its item");
    }
    return outcome;
  }

  /** Reads a row without its body. */
  static Outcome labelled(Record row, Part part) throws CorruptRowException {
    return read(row, part);
  }

  private static Outcome read(Record row, Part part) throws CorruptRowException {
    String item =
        "%s/%s/%s/%s"
            .formatted(
                row.getField(VEHICLE),
                row.getField(EPOCH),
                row.getField(LANE),
                row.getField(NUMBER));
    try {
      return new Outcome(
          part.verdict(),
          (String) row.getField(VEHICLE),
          (Long) row.getField(EPOCH),
          (String) row.getField(LANE),
          (Long) row.getField(NUMBER),
          Digest.ofHex((String) row.getField(DIGEST)),
          (String) row.getField(CATEGORY),
          (String) row.getField(PURPOSE),
          (Long) row.getField(CAPTURED),
          ((OffsetDateTime) row.getField(APPENDED)).toInstant().toEpochMilli(),
          strings(row.getField(RULES)),
          Digest.ofHex((String) row.getField(PACK)),
          (String) row.getField(REASON),
          row.getField(KEY) instanceof String key ? key : "",
          row.getField(BODY) instanceof ByteBuffer body ? bytes(body) : Bytes.EMPTY);
    } catch (IllegalArgumentException e) {
      throw new CorruptRowException(part, item, "a digest is not one");
    }
  }

  private static List<String> strings(Object value) {
    List<String> strings = new ArrayList<>();
    ((List<?>) value).forEach(each -> strings.add((String) each));
    return strings;
  }

  private static Bytes bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return Bytes.of(copy);
  }

  private static boolean columnsAgree(Outcome outcome) {
    try {
      Item item = Item.decode(outcome.body());
      return item.id().toString().equals(outcome.item())
          && item.category().equals(outcome.category())
          && item.purpose().equals(outcome.purpose())
          && item.capturedAtMillis() == outcome.capturedAtMillis();
    } catch (WireFormatException e) {
      return false;
    }
  }
}
