package dev.breakwater.agent.statutory.packet;

/**
 * The gear: table A.1 of both editions.
 *
 * @param validity whether the highest bit says that the gear is not valid; reserved before 2025
 */
record GearField(String name, boolean validity) implements Field {
  private static final int GEAR = 0x0F;
  private static final int BRAKING = 0x10;
  private static final int DRIVING = 0x20;
  private static final int INVALID = 0x80;
  private static final int FIRST_UNNAMED = 13;

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    int from = in.position();
    long bits = in.number(name, 1);
    if (hasReserved(bits)) {
      throw in.wrong(name, from, String.format("reserved bits are set in 0x%02X", bits));
    }
    in.note(name, from, text((int) bits));
    return new Value.Unsigned(bits);
  }

  /** Returns park, and that it is not valid where that can be said. */
  int unknown() {
    return GEAR | (validity ? INVALID : 0);
  }

  private boolean hasReserved(long bits) {
    return (bits & ~(GEAR | BRAKING | DRIVING | (validity ? INVALID : 0))) != 0;
  }

  private static String text(int bits) {
    return ((bits & INVALID) == 0 ? "" : "not valid, ")
        + gear(bits & GEAR)
        + ((bits & DRIVING) == 0 ? "" : ", driving")
        + ((bits & BRAKING) == 0 ? "" : ", braking");
  }

  private static String gear(int code) {
    if (code > 0 && code < FIRST_UNNAMED) {
      return "gear " + code;
    }
    return switch (code) {
      case 0 -> "neutral";
      case FIRST_UNNAMED -> "reverse";
      case FIRST_UNNAMED + 1 -> "drive";
      default -> "park";
    };
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Unsigned number) || hasReserved(number.raw())) {
      throw cannotHold(value);
    }
    out.number(number.raw(), 1);
  }
}
