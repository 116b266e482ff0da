package dev.breakwater.agent.statutory;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.StatutoryReceipt;
import dev.breakwater.wire.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** One entry of the store. */
sealed interface ReportRecord {
  /** A report that is to be sent. */
  record Stored(StoredReport report) implements ReportRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('R');
      out.writeLong(report.number());
      out.writeLong(report.at().toEpochMilli());
      out.writeBoolean(report.late());
      out.write(report.packet().toArray());
    }
  }

  /**
   * A message is settled: the platform answered, or nobody asks any more.
   *
   * @param settled number of settlements so far, from 1
   * @param report number of the report, 0 if it was another message
   */
  record Settled(long settled, long report, StatutoryReceipt receipt) implements ReportRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('A');
      out.writeLong(settled);
      out.writeLong(report);
      out.write(receipt.encode().toArray());
    }
  }

  /**
   * A login was begun.
   *
   * @param day of Beijing time, since 1970-01-01
   * @param serial of the login, from 1 on each day
   */
  record Login(long day, int serial) implements ReportRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('L');
      out.writeLong(day);
      out.writeInt(serial);
    }
  }

  void write(DataOutputStream out) throws IOException;

  default Bytes encode() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return Bytes.of(bytes.toByteArray());
  }

  /**
   * Reads a record of this version.
   *
   * @throws IOException if it is none
   */
  static ReportRecord decode(Bytes bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes.toArray()))) {
      int code = in.readUnsignedByte();
      return switch (code) {
        case 'R' ->
            new Stored(
                new StoredReport(
                    in.readLong(),
                    Instant.ofEpochMilli(in.readLong()),
                    in.readBoolean(),
                    Bytes.of(in.readAllBytes())));
        case 'A' ->
            new Settled(
                in.readLong(), in.readLong(), StatutoryReceipt.decode(Bytes.of(in.readAllBytes())));
        case 'L' -> new Login(in.readLong(), in.readInt());
        default -> throw new IOException("unknown record code " + code);
      };
    } catch (WireFormatException e) {
      throw new IOException("not a record of the statutory lane", e);
    }
  }
}
