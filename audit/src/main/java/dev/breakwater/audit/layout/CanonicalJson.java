package dev.breakwater.audit.layout;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads, from front to back, JSON that can be written in one way only: no white space, keys in a
 * fixed order, integers without sign or leading zero, strings of printable ASCII in which neither
 * {@code "} nor {@code \} occurs, so that nothing is ever escaped.
 */
final class CanonicalJson {
  private static final int MAX_DIGITS = 18;

  private final String what;
  private final String text;
  private int at;

  /**
   * @param what name of the form, for messages
   */
  CanonicalJson(String what, Bytes content) {
    this.what = what;
    this.text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
  }

  static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) { // no stream: every string of a log comes here
      char c = text.charAt(at);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  static String quote(String text) {
    return '"' + text + '"';
  }

  static String quote(List<String> texts) {
    return texts.stream().map(CanonicalJson::quote).collect(Collectors.joining(",", "[", "]"));
  }

  static Bytes bytes(String json) {
    return Bytes.of(json.getBytes(StandardCharsets.US_ASCII));
  }

  CanonicalJson expect(String literal) throws NonCanonicalException {
    if (!text.startsWith(literal, at)) {
      throw problem("expected " + literal);
    }
    at += literal.length();
    return this;
  }

  boolean isNext(String literal) {
    return text.startsWith(literal, at);
  }

  long number() throws NonCanonicalException {
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    boolean leadingZero = at - from > 1 && text.charAt(from) == '0';
    if (at == from || at - from > MAX_DIGITS || leadingZero) {
      throw problem("expected a number");
    }
    return Long.parseLong(text.substring(from, at));
  }

  String string() throws NonCanonicalException {
    expect("\"");
    int end = text.indexOf('"', at);
    if (end < 0 || !isPlain(text.substring(at, end))) {
      throw problem("expected a plain string");
    }
    String value = text.substring(at, end);
    at = end + 1;
    return value;
  }

  /** Reads a list of at most {@code max} strings. */
  List<String> strings(int max) throws NonCanonicalException {
    expect("[");
    List<String> values = new ArrayList<>();
    while (!text.startsWith("]", at)) {
      if (values.size() == max) {
        throw problem("more than " + max + " strings");
      }
      values.add(values.isEmpty() ? string() : expect(",").string());
    }
    expect("]");
    return values;
  }

  Digest digest() throws NonCanonicalException {
    String hex = string();
    try {
      return Digest.ofHex(hex);
    } catch (IllegalArgumentException e) {
      throw problem("expected a digest");
    }
  }

  private NonCanonicalException problem(String problem) {
    return new NonCanonicalException(what, problem + " at byte " + at);
  }
}
