package dev.breakwater.agent.statutory.packet;

import java.util.List;

/** Fields that many tables have. */
final class Parts {
  /** The highest number of two bytes that is none of the reserved ones. */
  static final int MAX_COUNT = 65_531;

  private Parts() {}

  static NumberField index(String name, int highest) {
    return NumberField.of(name, 1).from(1).upTo(highest);
  }

  /** Returns a temperature in degrees Celsius, one byte, from −40. */
  static NumberField temperature(String name) {
    return NumberField.of(name, 1).upTo(250).less(40).in("°C");
  }

  static NumberField voltage(String name, int highest) {
    return NumberField.of(name, 2).upTo(highest).per(10).in("V");
  }

  /** Returns a current that may flow both ways. */
  static NumberField current(String name, int amperes) {
    return NumberField.of(name, 2).upTo(20L * amperes).per(10).less(amperes).in("A");
  }

  static NumberField millivolts(String name, int highest) {
    return NumberField.of(name, 2).upTo(highest).per(1000).in("V");
  }

  static NumberField percent(String name) {
    return NumberField.of(name, 1).upTo(100).in("%");
  }

  /** Returns the number of a login, which the logout repeats. */
  static NumberField serial() {
    return NumberField.of("serial", 2).from(1).upTo(MAX_COUNT).unmarked();
  }

  static CodeField converter(String name) {
    return CodeField.of(name, "working", "disconnected");
  }

  static FlagsField fix() {
    return new FlagsField("fix", 1, List.of("invalid fix", "south", "west"));
  }

  /** Returns degrees, a millionth each. */
  static NumberField degrees(String name, int highest) {
    return NumberField.of(name, 4).upTo(highest * 1_000_000L).per(1_000_000).in("°").unmarked();
  }

  /** Returns fault codes of the maker's own, four bytes each. */
  static RowsField faults(String name, int highest) {
    var code = new NumberField("code", 4, 0, Marks.invalid(4), 1, 0, "", false);
    return RowsField.of(name, 1, 0, highest, Layout.of(code));
  }
}
