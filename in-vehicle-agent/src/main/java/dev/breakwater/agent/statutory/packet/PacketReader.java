package dev.breakwater.agent.statutory.packet;

import dev.breakwater.agent.statutory.packet.Source.Standing;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Reads packets strictly: the first field that is wrong ends it. Table 2 of both editions. */
public final class PacketReader {
  /** Bytes before the data unit. */
  static final int HEAD_BYTES = 24;

  static final Pattern VIN = Pattern.compile("[0-9A-Z]{17}");

  private static final int OEM_FROM = 0x80;
  private static final int OEM_TO = 0xFE;

  static final TextField VIN_FIELD = new TextField("vin", 17, TextField.ZERO, VIN, true);

  private final Cursor in;
  private final Edition edition;

  private PacketReader(Cursor in, Edition edition) {
    this.in = in;
    this.edition = edition;
  }

  /** A packet, and each of its fields as it was read. */
  public record Reading(Packet packet, List<Line> lines) {
    public Reading {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Reads one packet.
   *
   * @throws WrongPacketException with the first field that is wrong
   */
  public static Reading read(Bytes bytes) throws WrongPacketException {
    List<Line> lines = new ArrayList<>();
    // Before the edition is known, what both editions say holds.
    var in = new Cursor(bytes, 0, bytes.length(), head(Edition.V2025), lines);
    Edition edition = edition(in);
    in.of(head(edition));
    Packet packet = new PacketReader(in, edition).packet(bytes, lines);
    return new Reading(packet, lines);
  }

  private static Source head(Edition edition) {
    return new Source(edition, "6.2, table 2", Standing.STATED);
  }

  private static Edition edition(Cursor in) throws WrongPacketException {
    long start = in.number("start", 2);
    for (Edition each : Edition.values()) {
      if (each.start() == start) {
        in.note("start", 0, each.title());
        return each;
      }
    }
    throw in.wrong("start", 0, String.format("0x%04X is neither 0x2323 nor 0x2424", start));
  }

  private Packet packet(Bytes bytes, List<Line> lines) throws WrongPacketException {
    Command command = code("command", Command.values(), Command::code, each -> each.isOf(edition));
    Response response =
        code("response", Response.values(), Response::code, each -> each.isOf(edition));
    String vin = VIN_FIELD.read(in, "vin");
    Encryption encryption =
        code("encryption", Encryption.values(), Encryption::code, each -> each.isOf(edition));
    int length = length();
    checkCode(bytes);
    var unit = new Cursor(bytes, HEAD_BYTES, HEAD_BYTES + length, head(edition), lines);
    DataUnit read = new PacketReader(unit, edition).unit(command, response, encryption);
    if (unit.hasMore()) {
      throw unit.wrong("length", HEAD_BYTES - 2, unit.left() + " bytes belong to no field");
    }
    noteCheckCode(bytes);
    return new Packet(edition, command, response, vin, encryption, read);
  }

  private <T> T code(String field, T[] all, ToIntFunction<T> code, Predicate<T> allowed)
      throws WrongPacketException {
    int from = in.position();
    long read = in.number(field, 1);
    for (T each : all) {
      if (code.applyAsInt(each) == read && allowed.test(each)) {
        in.note(field, from, text(each));
        return each;
      }
    }
    throw in.wrong(field, from, String.format("0x%02X is not known", read));
  }

  private static String text(Object code) {
    if (code instanceof Command command) {
      return command.text();
    }
    return code instanceof Response response ? response.text() : ((Encryption) code).text();
  }

  private int length() throws WrongPacketException {
    int from = in.position();
    int length = (int) in.number("length", 2);
    if (length > Packet.MAX_UNIT_BYTES || length != in.left() - 1) {
      String problem = length + " bytes of data, and " + Math.max(0, in.left() - 1) + " are there";
      throw in.wrong("length", from, problem);
    }
    in.note("length", from, length + " bytes");
    return length;
  }

  private void checkCode(Bytes bytes) throws WrongPacketException {
    int last = bytes.length() - 1;
    int expected = PacketWriter.checkCode(bytes.slice(2, last));
    int found = bytes.toArray()[last] & 0xFF;
    if (found != expected) {
      String problem = String.format("0x%02X, and the bytes give 0x%02X", found, expected);
      throw in.wrong("check-code", last, problem);
    }
  }

  private void noteCheckCode(Bytes bytes) throws WrongPacketException {
    int last = bytes.length() - 1;
    in.bytes("data", last - HEAD_BYTES);
    in.number("check-code", 1);
    in.note("check-code", last, "right");
  }

  private DataUnit unit(Command command, Response response, Encryption encryption)
      throws WrongPacketException {
    in.of(Units.sourceOf(edition, command));
    if (encryption != Encryption.NONE) {
      int from = in.position();
      Bytes bytes = in.bytes("data", in.left());
      in.note("data", from, "encrypted");
      return new DataUnit.Encrypted(bytes);
    }
    if (!in.hasMore() && (response != Response.COMMAND || isEmpty(command))) {
      return new DataUnit.Empty();
    }
    if (response != Response.COMMAND && in.left() == TimeField.LENGTH) {
      return new DataUnit.Fields(Units.ANSWER.read(in));
    }
    if (command == Command.REPORT || command == Command.REISSUE) {
      return report();
    }
    return new DataUnit.Fields(Units.of(edition, command).read(in));
  }

  private static boolean isEmpty(Command command) {
    return command == Command.HEARTBEAT || command == Command.TIME_SYNC;
  }

  private DataUnit report() throws WrongPacketException {
    Instant at = ((Value.Time) new TimeField("time").read(in, Row.NONE)).at();
    List<Block> blocks = new ArrayList<>();
    while (in.hasMore()) {
      if (blocks.size() == DataUnit.Report.MAX_BLOCKS || isSigned(blocks)) {
        throw in.wrong("type", in.position(), "the report ends before this block");
      }
      blocks.add(block());
    }
    if (blocks.isEmpty()) {
      throw in.wrong("type", in.position(), "the report has no block");
    }
    return new DataUnit.Report(at, blocks);
  }

  /** The signature covers all before it, so nothing follows. */
  private static boolean isSigned(List<Block> blocks) {
    return !blocks.isEmpty()
        && blocks.get(blocks.size() - 1).table().type() == Tables2025.SIGNATURE;
  }

  private Block block() throws WrongPacketException {
    int from = in.position();
    int type = (int) in.number("type", 1);
    Table table = Table.of(edition).get(type);
    if (table == null) {
      throw in.wrong(isOfMaker(type) ? "oem-block" : "type", from, unknown(type));
    }
    in.of(table.source());
    String outer = in.enter(table.name());
    in.note("type", from, String.format("0x%02X", type));
    Row row = table.layout().read(in);
    in.leave(outer);
    return new Block(table, row);
  }

  private static boolean isOfMaker(int type) {
    return type >= OEM_FROM && type <= OEM_TO;
  }

  // Data without a legal duty could hide in the maker's own blocks (PIPL Art. 6).
  private static String unknown(int type) {
    String what =
        isOfMaker(type)
            ? "is a block of the maker's own, which this lane never carries"
            : "is no type of information of this edition";
    return String.format("0x%02X %s", type, what);
  }
}
