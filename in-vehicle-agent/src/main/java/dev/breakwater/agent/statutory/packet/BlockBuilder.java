package dev.breakwater.agent.statutory.packet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a block of what is known: a number that nobody gave is invalid, a list that nobody gave is
 * empty or invalid, and no flag is set. Used by one thread at a time.
 */
public final class BlockBuilder {
  private static final String FIX = "fix";
  private static final String SYSTEM = "system";
  private static final long WGS_84 = 1;
  private static final long INVALID_FIX = 1;
  private static final long MAX_DEGREES = 180_000_000;

  private final Table table;
  private final Map<String, Value> known = new LinkedHashMap<>();

  public BlockBuilder(Table table) {
    this.table = table;
  }

  /**
   * Sets a number by what it means, e.g. 62.5 km/h; one out of its range is invalid.
   *
   * @throws IllegalArgumentException if the table has no such number
   */
  public void put(String field, double meaning) {
    if (!(table.layout().named(field).orElse(null) instanceof NumberField number)) {
      throw new IllegalArgumentException(table.name() + " has no number " + field);
    }
    known.put(field, new Value.Unsigned(number.rawOf(meaning)));
  }

  /**
   * Sets a code, flags or a gear as they stand on the wire.
   *
   * @throws IllegalArgumentException if the table has no such field, or it cannot hold that
   */
  public void putRaw(String field, long raw) {
    Field named =
        table
            .layout()
            .named(field)
            .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no " + field));
    var value = new Value.Unsigned(raw);
    named.write(value, new Sink());
    known.put(field, value);
  }

  /**
   * Sets a coordinate of WGS-84, and the flags of the fix: it is valid once both are known.
   *
   * @param negative the flag that says south or west
   */
  public void putDegrees(String field, double degrees, int negative) {
    put(field, Math.abs(degrees));
    if (known.get(field) instanceof Value.Unsigned number && number.raw() > MAX_DEGREES) {
      known.remove(field);
    }
    long flags = known.get(FIX) instanceof Value.Unsigned fix ? fix.raw() & ~INVALID_FIX : 0;
    flags = degrees < 0 ? flags | negative : flags & ~negative;
    if (table.layout().named(SYSTEM).isPresent()) {
      known.put(SYSTEM, new Value.Unsigned(WGS_84));
    }
    boolean both = known.containsKey("latitude") && known.containsKey("longitude");
    putRaw(FIX, both ? flags : flags | INVALID_FIX);
  }

  /** Returns a block of what was set last. */
  public Block build() {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Field field : table.layout().fields()) {
      values.put(field.name(), known.getOrDefault(field.name(), unknown(field)));
    }
    return new Block(table, new Row(values));
  }

  private static Value unknown(Field field) {
    if (field instanceof NumberField number) {
      return new Value.Unsigned(number.marked() ? Marks.invalid(number.size()) : number.min());
    }
    if (field.name().equals(FIX)) {
      return new Value.Unsigned(INVALID_FIX);
    }
    if (field instanceof CodeField code) {
      return new Value.Unsigned(code.unknown());
    }
    if (field instanceof GearField gear) {
      return new Value.Unsigned(gear.unknown());
    }
    if (field instanceof RowsField rows) {
      boolean mayBeEmpty = rows.min() == 0;
      return new Value.Rows(mayBeEmpty ? 0 : Marks.invalid(rows.countSize()), List.of());
    }
    return new Value.Unsigned(0);
  }
}
