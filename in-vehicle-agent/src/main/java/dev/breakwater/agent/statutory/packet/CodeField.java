package dev.breakwater.agent.statutory.packet;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A byte that is one of a few codes.
 *
 * @param codes what each means; the marks are among them where they are allowed
 */
record CodeField(String name, Map<Integer, String> codes) implements Field {
  CodeField {
    codes = Map.copyOf(codes);
  }

  /** Returns a field whose codes are 1 and up, and the two marks. */
  static CodeField of(String name, String... meanings) {
    Map<Integer, String> codes = new TreeMap<>();
    for (String meaning : meanings) {
      codes.put(codes.size() + 1, meaning);
    }
    codes.put((int) Marks.abnormal(1), "abnormal");
    codes.put((int) Marks.invalid(1), "invalid");
    return new CodeField(name, codes);
  }

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    int from = in.position();
    int code = (int) in.number(name, 1);
    String meaning = codes.get(code);
    if (meaning == null) {
      throw in.wrong(name, from, String.format("0x%02X is none of %s", code, allowed()));
    }
    in.note(name, from, meaning);
    return new Value.Unsigned(code);
  }

  /** Returns the mark for invalid where it is a code, else the highest code. */
  int unknown() {
    int invalid = (int) Marks.invalid(1);
    return codes.containsKey(invalid) ? invalid : new TreeMap<>(codes).lastKey();
  }

  private String allowed() {
    return new TreeMap<>(codes)
        .keySet().stream().map("0x%02X"::formatted).collect(Collectors.joining(", "));
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Unsigned number) || !codes.containsKey((int) number.raw())) {
      throw cannotHold(value);
    }
    out.number(number.raw(), 1);
  }
}
