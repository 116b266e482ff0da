package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Says whether a car follows a collection plan, and why not; travels in the control lane and ends
 * in the audit log.
 *
 * @param plan id of the plan, or the path of a file that is none
 * @param bundle digest of the bundle that carries it
 * @param reason in words; empty for a plan that is followed
 * @param rules ids of the rules that decided, empty where no rule did
 * @param atMillis when it was decided, Unix milliseconds
 */
public record PlanRuling(
    String plan, Digest bundle, Verdict verdict, String reason, List<String> rules, long atMillis) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.plan";

  private static final int MAX_BYTES = 8 << 10;

  private static final Codec<PlanRuling> CODEC =
      new Codec<>("plan-ruling.avsc", MAX_BYTES, PlanRuling::fromAvro);

  /** What became of a plan. */
  public enum Verdict {
    /** The car records what it asks for. */
    FOLLOWED,
    /** The car records nothing of it. */
    REFUSED
  }

  public PlanRuling {
    rules = List.copyOf(rules);
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("plan", plan);
    record.put("bundle", bundle.value().asBuffer());
    record.put("verdict", verdict.name());
    record.put("reason", reason);
    record.put("rules", rules);
    record.put("atMillis", atMillis);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not such a ruling
   */
  public static PlanRuling decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static PlanRuling fromAvro(GenericRecord record) {
    return new PlanRuling(
        Codec.string(record, "plan"),
        Codec.digest(record, "bundle"),
        Verdict.valueOf(Codec.string(record, "verdict")),
        Codec.string(record, "reason"),
        Codec.strings(record, "rules"),
        Codec.number(record, "atMillis"));
  }
}
