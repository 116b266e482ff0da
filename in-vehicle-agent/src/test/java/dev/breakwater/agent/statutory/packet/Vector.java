package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A packet that was typed from the tables of the standard, field by field. */
public record Vector(String name, List<Typed> fields) {
  private static final List<String> NAMES =
      List.of(
          "2016-login",
          "2016-report",
          "2016-logout",
          "2016-heartbeat",
          "2016-time-sync",
          "2016-answer",
          "2016-platform-login",
          "2016-platform-logout",
          "2025-login",
          "2025-report",
          "2025-logout",
          "2025-heartbeat",
          "2025-answer",
          "2025-encrypted",
          "2025-activation",
          "2025-activation-answer",
          "2025-key-exchange");

  private static final int CHECKED_FROM = 2;

  /**
   * One field.
   *
   * @param wrong bytes of the same length that the field cannot have, none if it can have any
   */
  public record Typed(String field, Bytes bytes, String text, Bytes wrong) {}

  public static Stream<Vector> all() {
    return NAMES.stream().map(Vector::named);
  }

  public static Vector named(String name) {
    try (InputStream in = Vector.class.getResourceAsStream(name + ".txt")) {
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Vector(
          name, file.lines().filter(line -> !line.startsWith("#")).map(Vector::typed).toList());
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Typed typed(String line) {
    String[] parts = line.split(" \\| ", -1);
    return new Typed(parts[0], hex(parts[1]), parts[2], hex(parts[3]));
  }

  private static Bytes hex(String text) {
    return text.equals("-") ? Bytes.EMPTY : Bytes.of(HexFormat.ofDelimiter(" ").parseHex(text));
  }

  public Bytes bytes() {
    return join(fields.stream().map(Typed::bytes).toList());
  }

  /** Returns the packet with one field wrong and, unless it is that field, the right check code. */
  Bytes with(int wrongField) {
    List<Bytes> parts = new ArrayList<>(fields.stream().map(Typed::bytes).toList());
    parts.set(wrongField, fields.get(wrongField).wrong());
    Bytes joined = join(parts);
    return wrongField == fields.size() - 1 ? joined : checked(joined);
  }

  /** Returns the packet with the check code that its bytes give. */
  static Bytes checked(Bytes packet) {
    byte[] bytes = packet.toArray();
    byte code = 0;
    for (byte each : Arrays.copyOfRange(bytes, CHECKED_FROM, bytes.length - 1)) {
      code ^= each;
    }
    bytes[bytes.length - 1] = code;
    return Bytes.of(bytes);
  }

  private static Bytes join(List<Bytes> parts) {
    var all = new ByteArrayOutputStream();
    parts.forEach(part -> all.writeBytes(part.toArray()));
    return Bytes.of(all.toByteArray());
  }

  @Override
  public String toString() {
    return name;
  }
}
