package dev.breakwater.agent.statutory.packet;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An unsigned number with a scale and an offset: it means raw / divisor − offset.
 *
 * @param size 1, 2 or 4 bytes
 * @param min the lowest raw value
 * @param max the highest raw value; the marks are beyond it
 * @param marked whether the two highest values say abnormal and invalid
 */
record NumberField(
    String name, int size, long min, long max, int divisor, int offset, String unit, boolean marked)
    implements Field {
  private static final int MAX_DECIMALS = 6;

  /** Returns a number of which the whole range is allowed, but for the marks. */
  static NumberField of(String name, int size) {
    return new NumberField(name, size, 0, Marks.abnormal(size) - 1, 1, 0, "", true);
  }

  NumberField from(long lowest) {
    return new NumberField(name, size, lowest, max, divisor, offset, unit, marked);
  }

  NumberField upTo(long highest) {
    return new NumberField(name, size, min, highest, divisor, offset, unit, marked);
  }

  NumberField per(int newDivisor) {
    return new NumberField(name, size, min, max, newDivisor, offset, unit, marked);
  }

  NumberField less(int newOffset) {
    return new NumberField(name, size, min, max, divisor, newOffset, unit, marked);
  }

  NumberField in(String newUnit) {
    return new NumberField(name, size, min, max, divisor, offset, newUnit, marked);
  }

  NumberField unmarked() {
    return new NumberField(name, size, min, max, divisor, offset, unit, false);
  }

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    int from = in.position();
    long raw = in.number(name, size);
    if (!holds(raw)) {
      String reach = number(min) + " to " + number(max);
      throw in.wrong(name, from, number(raw) + " is not in " + reach + unitText());
    }
    in.note(name, from, text(raw));
    return new Value.Unsigned(raw);
  }

  private boolean holds(long raw) {
    return (raw >= min && raw <= max) || (marked && Marks.isMark(raw, size));
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Unsigned number) || !holds(number.raw())) {
      throw cannotHold(value);
    }
    out.number(number.raw(), size);
  }

  /** Returns the raw value that comes nearest; the mark for invalid if it is out of range. */
  long rawOf(double meaning) {
    long raw = Math.round((meaning + offset) * divisor);
    return raw < min || raw > max ? Marks.invalid(size) : raw;
  }

  private String text(long raw) {
    return marked && Marks.isMark(raw, size) ? Marks.text(raw, size) : number(raw) + unitText();
  }

  private String number(long raw) {
    return BigDecimal.valueOf(raw)
        .divide(BigDecimal.valueOf(divisor), MAX_DECIMALS, RoundingMode.HALF_UP)
        .subtract(BigDecimal.valueOf(offset))
        .stripTrailingZeros()
        .toPlainString();
  }

  private String unitText() {
    return unit.isEmpty() ? "" : " " + unit;
  }
}
