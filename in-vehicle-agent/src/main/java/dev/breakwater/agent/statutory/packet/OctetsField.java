package dev.breakwater.agent.statutory.packet;

/**
 * Bytes with their length before them, in two bytes.
 *
 * @param max length, bytes
 */
record OctetsField(String name, int max) implements Field {
  private static final int LENGTH_BYTES = 2;

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    String lengthName = name + "-length";
    int from = in.position();
    int length = (int) in.number(lengthName, LENGTH_BYTES);
    if (length > max) {
      throw in.wrong(lengthName, from, length + " bytes; the limit is " + max);
    }
    in.note(lengthName, from, length + " bytes");
    int start = in.position();
    var bytes = in.bytes(name, length);
    in.note(name, start, length + " bytes");
    return new Value.Octets(bytes);
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Octets octets) || octets.bytes().length() > max) {
      throw cannotHold(value);
    }
    out.number(octets.bytes().length(), LENGTH_BYTES);
    out.bytes(octets.bytes());
  }
}
