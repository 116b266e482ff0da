package dev.breakwater.agent.statutory.packet;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * ASCII characters of a fixed length.
 *
 * @param filling what it is filled up with
 * @param allowed what the text without the filling has to match
 * @param secret whether it is not shown
 */
record TextField(String name, int length, char filling, Pattern allowed, boolean secret)
    implements Field {
  static final char ZERO = 0;

  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]*");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  /** Returns a field of letters and digits. */
  static TextField code(String name, int length) {
    return new TextField(name, length, ZERO, CODE, false);
  }

  /** Returns a field that is not shown. */
  static TextField secret(String name, int length) {
    return new TextField(name, length, ZERO, PRINTABLE, true);
  }

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    return new Value.Text(read(in, name));
  }

  /** Reads it under another name. */
  String read(Cursor in, String as) throws WrongPacketException {
    int from = in.position();
    String raw = new String(in.bytes(as, length).toArray(), StandardCharsets.ISO_8859_1);
    String text = withoutFilling(raw);
    if (!allowed.matcher(text).matches()) {
      throw in.wrong(as, from, "a character is not allowed there");
    }
    in.note(as, from, secret ? "not shown" : "'" + text + "'");
    return text;
  }

  private String withoutFilling(String raw) {
    int end = raw.length();
    while (end > 0 && raw.charAt(end - 1) == filling) {
      end--;
    }
    return raw.substring(0, end);
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Text held)) {
      throw cannotHold(value);
    }
    write(held.text(), out);
  }

  void write(String text, Sink out) {
    if (text.length() > length || !allowed.matcher(text).matches()) {
      throw cannotHold("a text of " + text.length() + " characters");
    }
    out.text(text + String.valueOf(filling).repeat(length - text.length()));
  }
}
