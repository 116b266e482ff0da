package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One entry of the log. Its first byte says what it is; codes are never used again. */
sealed interface LogRecord {
  /** Writes what {@link #decode} reads. */
  void write(DataOutputStream out) throws IOException;

  /** Where everything stood when a file began; its {@link Cursor}s and a Tally follow. */
  record Start(VehicleRef vehicle, long epoch, Map<Lane, ChainHead> heads) implements LogRecord {
    public Start {
      heads = Map.copyOf(heads);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('V');
      out.writeUTF(vehicle.value());
      out.writeLong(epoch);
      out.writeByte(heads.size());
      for (var head : heads.entrySet()) {
        out.writeUTF(head.getKey().name());
        out.writeLong(head.getValue().nextNumber());
        out.write(head.getValue().previous().value().toArray());
      }
    }
  }

  /** A signed segment; its items follow. */
  record Sealed(Bytes signedSegment) implements LogRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('S');
      out.write(signedSegment.toArray());
    }
  }

  /** An item of the segment before it. */
  record Body(long number, SealedItem item) implements LogRecord {
    @Override
    public int length() {
      return 1 + 8 + item.length();
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('I');
      out.writeLong(number);
      out.write(item.read().toArray());
    }
  }

  /**
   * A segment from an older file that is not done, with its items that are pending after it; the
   * older file can go.
   */
  record Kept(boolean announced, Bytes signedSegment) implements LogRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('K');
      out.writeBoolean(announced);
      out.write(signedSegment.toArray());
    }
  }

  /** The item will not be delivered; its tombstone is still to be sealed. */
  record GivenUp(ItemId id, String reason) implements LogRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('X');
      out.writeUTF(id.toString());
      out.writeUTF(reason);
    }
  }

  /** Whatever is pending before this and is covered is given up. */
  record Withdrawn(Withdrawal withdrawal) implements LogRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('W');
      out.writeUTF(withdrawal.category());
      out.writeUTF(withdrawal.purpose());
    }
  }

  /** How far a source has been read. */
  record Cursor(String source, long position) implements LogRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('C');
      out.writeUTF(source);
      out.writeLong(position);
    }
  }

  /** What stayed in the car and is not sealed yet; replaces the tally before. */
  record Tally(List<StayedInCar> counts) implements LogRecord {
    public Tally {
      counts = List.copyOf(counts);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('T');
      for (StayedInCar count : counts) {
        Bytes encoded = count.encode();
        out.writeInt(encoded.length());
        out.write(encoded.toArray());
      }
    }
  }

  /** The receiver has the manifest of the segment that begins with this item. */
  record Announced(ItemId first) implements LogRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('M');
      out.writeUTF(first.toString());
    }
  }

  /** The item is delivered, or lost with its tombstone sealed. */
  record Gone(ItemId id) implements LogRecord {
    @Override
    public void write(DataOutputStream out) throws IOException {
      out.writeByte('G');
      out.writeUTF(id.toString());
    }
  }

  /** Returns the bytes that {@link #decode} reads. */
  default Bytes encode() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(out);
    }
    return Bytes.of(bytes.toByteArray());
  }

  /** Returns the length of {@link #encode}, bytes. */
  default int length() throws IOException {
    return encode().length();
  }

  /**
   * Reads a record of this version.
   *
   * @throws IOException if {@code bytes} are none
   */
  static LogRecord decode(Bytes bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes.toArray()))) {
      return read(in);
    } catch (IllegalArgumentException | WireFormatException e) {
      throw new IOException("not a record of the outbox", e);
    }
  }

  private static LogRecord read(DataInputStream in) throws IOException, WireFormatException {
    int code = in.readUnsignedByte();
    return switch (code) {
      case 'V' -> start(in);
      case 'S' -> new Sealed(Bytes.of(in.readAllBytes()));
      case 'I' -> new Body(in.readLong(), SealedItem.of(Bytes.of(in.readAllBytes())));
      case 'K' -> new Kept(in.readBoolean(), Bytes.of(in.readAllBytes()));
      case 'X' -> new GivenUp(ItemId.parse(in.readUTF()), in.readUTF());
      case 'W' -> new Withdrawn(new Withdrawal(in.readUTF(), in.readUTF()));
      case 'C' -> new Cursor(in.readUTF(), in.readLong());
      case 'T' -> tally(in);
      case 'M' -> new Announced(ItemId.parse(in.readUTF()));
      case 'G' -> new Gone(ItemId.parse(in.readUTF()));
      default -> throw new IOException("unknown record code " + code);
    };
  }

  private static Start start(DataInputStream in) throws IOException {
    var vehicle = new VehicleRef(in.readUTF());
    long epoch = in.readLong();
    Map<Lane, ChainHead> heads = new EnumMap<>(Lane.class);
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      Lane lane = Lane.valueOf(in.readUTF());
      long next = in.readLong();
      heads.put(lane, new ChainHead(next, new Digest(Bytes.of(in.readNBytes(Digest.LENGTH)))));
    }
    return new Start(vehicle, epoch, heads);
  }

  private static Tally tally(DataInputStream in) throws IOException, WireFormatException {
    List<StayedInCar> counts = new ArrayList<>();
    while (in.available() > 0) {
      counts.add(StayedInCar.decode(Bytes.of(in.readNBytes(in.readInt()))));
    }
    return new Tally(counts);
  }
}
