package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The characters of notes: key names and strict base64. */
final class NoteText {
  private NoteText() {}

  /** Key names are not empty and have neither Unicode spaces nor a plus (C2SP signed-note). */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isSpaceChar(c)
                        || Character.isWhitespace(c)
                        || Character.isISOControl(c));
  }

  static String utf8(Bytes bytes) throws NoteException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.asBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new NoteException("the note is not UTF-8");
    }
  }

  static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  static Bytes base64(String text) throws NoteException {
    try {
      Bytes bytes = Bytes.of(Base64.getDecoder().decode(text));
      // Java's decoder forgives missing padding and stray bits; one value has one spelling here.
      if (base64(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new NoteException("not base64");
    }
    throw new NoteException("base64 with wrong padding");
  }
}
