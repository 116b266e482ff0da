package dev.breakwater.agent.statutory.packet;

import dev.breakwater.policy.calendar.ChinaTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;

/** Year, month, day, hour, minute, second, a byte each, Beijing time: table 5 of both editions. */
record TimeField(String name) implements Field {
  private static final int CENTURY = 2000;

  /** Bytes. */
  static final int LENGTH = 6;

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    int from = in.position();
    byte[] parts = in.bytes(name, LENGTH).toArray();
    try {
      // A year above 99 is one that nobody writes.
      if ((parts[0] & 0xFF) > 99) {
        throw new DateTimeException("the year " + (parts[0] & 0xFF) + " is not in 0 to 99");
      }
      var time =
          LocalDateTime.of(CENTURY + parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
      in.note(name, from, time + " Beijing time");
      return new Value.Time(time.atZone(ChinaTime.ZONE).toInstant());
    } catch (DateTimeException e) {
      throw in.wrong(name, from, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Time time)) {
      throw cannotHold(value);
    }
    write(time.at(), out);
  }

  private static void write(Instant at, Sink out) {
    var local = LocalDateTime.ofInstant(at, ChinaTime.ZONE);
    out.number(local.getYear() % 100, 1);
    out.number(local.getMonthValue(), 1);
    out.number(local.getDayOfMonth(), 1);
    out.number(local.getHour(), 1);
    out.number(local.getMinute(), 1);
    out.number(local.getSecond(), 1);
  }
}
