package dev.breakwater.agent.statutory.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Codes of one length, whose count and length stand in fields before them.
 *
 * @param count how many, by the row so far
 * @param length of each, bytes, by the row so far
 */
record TextsField(String name, ToIntFunction<Row> count, ToIntFunction<Row> length)
    implements Field {
  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    var each = TextField.code(name, length.applyAsInt(before));
    List<String> texts = new ArrayList<>();
    if (each.length() > 0) {
      for (int left = count.applyAsInt(before); left > 0; left--) {
        texts.add(each.read(in, name + "[" + (texts.size() + 1) + "]"));
      }
    }
    return new Value.Texts(texts);
  }

  @Override
  public void write(Value value, Sink out) {
    throw new IllegalStateException("what a row says of its codes is asked for with the row");
  }

  void write(Value value, Row row, Sink out) {
    var each = TextField.code(name, length.applyAsInt(row));
    int expected = each.length() == 0 ? 0 : count.applyAsInt(row);
    if (!(value instanceof Value.Texts held) || held.texts().size() != expected) {
      throw cannotHold(value);
    }
    held.texts().forEach(text -> each.write(text, out));
  }
}
