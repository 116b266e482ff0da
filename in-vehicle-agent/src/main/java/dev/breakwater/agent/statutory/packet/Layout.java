package dev.breakwater.agent.statutory.packet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a table, in the order in which they are sent. */
record Layout(List<Field> fields) {
  Layout {
    fields = List.copyOf(fields);
  }

  static Layout of(Field... fields) {
    return new Layout(List.of(fields));
  }

  Row read(Cursor in) throws WrongPacketException {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Field field : fields) {
      values.put(field.name(), field.read(in, new Row(values)));
    }
    return new Row(values);
  }

  /**
   * @throws IllegalArgumentException unless the row has the fields of this table, and no other
   */
  void write(Row row, Sink out) {
    if (fields.size() != row.values().size()) {
      throw new IllegalArgumentException(row.values().keySet() + " are not the table's fields");
    }
    for (Field field : fields) {
      Value value = row.values().get(field.name());
      if (value == null) {
        throw new IllegalArgumentException(field.name() + " is missing");
      }
      if (field instanceof TextsField texts) {
        texts.write(value, row, out);
      } else {
        field.write(value, out);
      }
    }
  }

  Optional<Field> named(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
