package dev.breakwater.agent.statutory.packet;

import java.util.ArrayList;
import java.util.List;

/**
 * A list: its count, then the rows.
 *
 * @param name of one row; the count is called by it too
 * @param countSize 1 or 2 bytes
 * @param marked whether the count may be a mark; then there are no rows
 */
record RowsField(String name, int countSize, long min, long max, boolean marked, Layout each)
    implements Field {
  /** Returns a list whose count may be a mark. */
  static RowsField of(String name, int countSize, long min, long max, Layout each) {
    return new RowsField(name, countSize, min, max, true, each);
  }

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    String countName = name + "-count";
    int from = in.position();
    long count = in.number(countName, countSize);
    if (!holds(count)) {
      throw in.wrong(countName, from, count + " is not in " + min + " to " + max);
    }
    in.note(countName, from, isMark(count) ? Marks.text(count, countSize) : count + "");
    List<Row> rows = new ArrayList<>();
    for (long left = isMark(count) ? 0 : count; left > 0; left--) {
      String outer = in.enter(name + "[" + (rows.size() + 1) + "]");
      rows.add(each.read(in));
      in.leave(outer);
    }
    return new Value.Rows(count, rows);
  }

  private boolean holds(long count) {
    return (count >= min && count <= max) || isMark(count);
  }

  private boolean isMark(long count) {
    return marked && Marks.isMark(count, countSize);
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Rows held)
        || !holds(held.count())
        || held.rows().size() != (isMark(held.count()) ? 0 : held.count())) {
      throw cannotHold(value);
    }
    out.number(held.count(), countSize);
    held.rows().forEach(row -> each.write(row, out));
  }
}
