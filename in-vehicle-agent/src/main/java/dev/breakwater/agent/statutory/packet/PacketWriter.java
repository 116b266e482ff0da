package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;

/** Writes packets: table 2 of both editions. */
final class PacketWriter {
  private static final int START_BYTES = 2;

  private PacketWriter() {}

  static Bytes write(Packet packet) {
    if (!PacketReader.VIN.matcher(packet.vin()).matches()) {
      throw new IllegalArgumentException("a VIN has 17 capital letters and digits");
    }
    Bytes unit = unit(packet);
    if (unit.length() > Packet.MAX_UNIT_BYTES) {
      throw new IllegalArgumentException(
          "a data unit of " + unit.length() + " bytes; the limit is " + Packet.MAX_UNIT_BYTES);
    }
    var out = new Sink();
    out.number(packet.edition().start(), START_BYTES);
    out.number(packet.command().code(), 1);
    out.number(packet.response().code(), 1);
    out.text(packet.vin());
    out.number(packet.encryption().code(), 1);
    out.number(unit.length(), 2);
    out.bytes(unit);
    Bytes checked = out.written();
    out.number(checkCode(checked.slice(START_BYTES, checked.length())), 1);
    return out.written();
  }

  /** Returns the exclusive or of all bytes, from the command to the last of the data unit. */
  static int checkCode(Bytes checked) {
    int code = 0;
    for (byte each : checked.toArray()) {
      code ^= each & 0xFF;
    }
    return code;
  }

  private static Bytes unit(Packet packet) {
    var out = new Sink();
    if (packet.unit() instanceof DataUnit.Encrypted encrypted) {
      out.bytes(encrypted.bytes());
    } else if (packet.unit() instanceof DataUnit.Report report) {
      new TimeField("time").write(new Value.Time(report.at()), out);
      report.blocks().forEach(block -> write(packet.edition(), block, out));
    } else if (packet.unit() instanceof DataUnit.Fields fields) {
      layout(packet, fields.row()).write(fields.row(), out);
    }
    return out.written();
  }

  private static Layout layout(Packet packet, Row row) {
    boolean answer = packet.response() != Response.COMMAND && row.values().size() == 1;
    return answer ? Units.ANSWER : Units.of(packet.edition(), packet.command());
  }

  private static void write(Edition edition, Block block, Sink out) {
    if (!block.table().source().edition().equals(edition)) {
      throw new IllegalArgumentException(block.table().source() + " is of another edition");
    }
    out.number(block.table().type(), 1);
    block.table().layout().write(block.row(), out);
  }
}
