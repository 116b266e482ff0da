package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;

/**
 * One packet of GB/T 32960.3.
 *
 * @param vin 17 letters and digits; never shown
 * @param encryption says whether the unit is {@link DataUnit.Encrypted}
 */
public record Packet(
    Edition edition,
    Command command,
    Response response,
    String vin,
    Encryption encryption,
    DataUnit unit) {
  /** The most bytes of a data unit. */
  static final int MAX_UNIT_BYTES = 65_531;

  /** The most bytes of a packet. */
  public static final int MAX_BYTES = PacketReader.HEAD_BYTES + MAX_UNIT_BYTES + 1;

  /** Returns a command whose data unit is not encrypted. */
  public static Packet command(Edition edition, Command command, String vin, DataUnit unit) {
    return new Packet(edition, command, Response.COMMAND, vin, Encryption.NONE, unit);
  }

  /**
   * Returns the bytes of the packet.
   *
   * @throws IllegalArgumentException if a value does not go into its field
   */
  public Bytes encode() {
    return PacketWriter.write(this);
  }

  /**
   * Reads the bytes of one packet.
   *
   * @throws WrongPacketException if they are none, with the first field that is wrong
   */
  public static Packet decode(Bytes bytes) throws WrongPacketException {
    return PacketReader.read(bytes).packet();
  }

  /** Shows no VIN and no data. */
  @Override
  public String toString() {
    return edition + " " + command + " " + response;
  }
}
