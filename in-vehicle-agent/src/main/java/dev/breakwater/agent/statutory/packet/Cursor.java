package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Where the reading of a packet has come to; notes every field that it passes. */
final class Cursor {
  private final Bytes packet;
  private final int end;
  private final List<Line> lines;
  private int position;

  // Which table is read; its name goes before the fields' names.
  private String path = "";
  private Source source;

  /**
   * @param from where to begin
   * @param end before which everything has to end
   */
  Cursor(Bytes packet, int from, int end, Source source, List<Line> lines) {
    this.packet = packet;
    this.position = from;
    this.end = end;
    this.source = source;
    this.lines = lines;
  }

  /** Enters a table or a row of one; returns what {@link #leave} goes back to. */
  String enter(String name) {
    String before = path;
    path = path.isEmpty() ? name : path + "." + name;
    return before;
  }

  void leave(String before) {
    path = before;
  }

  void of(Source table) {
    this.source = table;
  }

  int position() {
    return position;
  }

  boolean hasMore() {
    return position < end;
  }

  int left() {
    return end - position;
  }

  /** Reads an unsigned number, the highest byte first. */
  long number(String field, int size) throws WrongPacketException {
    long value = 0;
    for (byte each : bytes(field, size).toArray()) {
      value = value << 8 | (each & 0xFF);
    }
    return value;
  }

  Bytes bytes(String field, int length) throws WrongPacketException {
    if (left() < length) {
      throw wrong(field, position, "it has " + length + " bytes, and " + left() + " are left");
    }
    Bytes read = packet.slice(position, position + length);
    position += length;
    return read;
  }

  /** Notes a field that was read from {@code from} to here. */
  void note(String field, int from, String text) {
    lines.add(new Line(full(field), from, packet.slice(from, position), text, source));
  }

  WrongPacketException wrong(String field, int from, String problem) {
    return new WrongPacketException(full(field), from, problem, source.toString());
  }

  private String full(String field) {
    if (field.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? field : path + "." + field;
  }

  List<Line> lines() {
    return new ArrayList<>(lines);
  }
}
