package dev.breakwater.agent.statutory.packet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one table, by the names of its fields.
 *
 * @param values in the order of the table where it was read
 */
public record Row(Map<String, Value> values) {
  static final Row NONE = new Row(Map.of());

  public Row {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Returns a number as it stands on the wire.
   *
   * @throws IllegalArgumentException if there is no such number
   */
  public long number(String field) {
    if (values.get(field) instanceof Value.Unsigned number) {
      return number.raw();
    }
    throw new IllegalArgumentException("no number is called " + field);
  }

  /** Returns the rows of a list; throws likewise. */
  public List<Row> rows(String field) {
    if (values.get(field) instanceof Value.Rows rows) {
      return rows.rows();
    }
    throw new IllegalArgumentException("no list is called " + field);
  }
}
