package dev.breakwater.agent.statutory.packet;

/** Bytes are no packet of GB/T 32960.3; says which field is the first that is wrong. */
public final class WrongPacketException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int offset;

  WrongPacketException(String field, int offset, String problem, String source) {
    super("byte " + offset + ", " + field + ": " + problem + " (" + source + ")");
    this.field = field;
    this.offset = offset;
  }

  /** Returns the field, e.g. {@code vehicle.speed}. */
  public String field() {
    return field;
  }

  /** Returns where it begins, bytes from the start of the packet. */
  public int offset() {
    return offset;
  }

  public String remedy() {
    return "Compare the bytes there with the table that is named.";
  }
}
