package dev.breakwater.ingest.stream;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Every format that this program has ever written to a savepoint. */
final class Formats {
  /** The longest byte string in any state: a raw record around the largest item, with room. */
  static final int MAX_BYTES = Item.MAX_BYTES + (64 << 10);

  static final Format<Bytes> BYTES =
      new Format<>("bytes", 1, Bytes.class, Formats::writeBytes, (v, in) -> readBytes(in));
  static final Format<Digest> DIGEST =
      new Format<>("digest", 1, Digest.class, Formats::writeDigest, (v, in) -> readDigest(in));
  static final Format<ChainId> CHAIN_ID =
      new Format<>("chain-id", 1, ChainId.class, Formats::writeChain, (v, in) -> readChain(in));
  static final Format<ItemId> ITEM_ID =
      new Format<>("item-id", 1, ItemId.class, Formats::writeItemId, (v, in) -> readItemId(in));
  static final Format<ChunkId> CHUNK_ID =
      new Format<>("chunk-id", 1, ChunkId.class, Formats::writeChunkId, (v, in) -> readChunkId(in));
  static final Format<ChainHead> CHAIN_HEAD =
      new Format<>("chain-head", 1, ChainHead.class, Formats::writeHead, (v, in) -> readHead(in));
  static final Format<Gap> GAP =
      new Format<>("gap", 1, Gap.class, Formats::writeGap, (v, in) -> readGap(in));
  static final Format<Arrival> ARRIVAL =
      new Format<>("arrival", 2, Arrival.class, Formats::writeArrival, Formats::readArrival);
  static final Format<Withdrawn> WITHDRAWN =
      new Format<>(
          "withdrawn", 1, Withdrawn.class, Formats::writeWithdrawn, (v, in) -> readWithdrawn(in));
  static final Format<Outcome> OUTCOME =
      new Format<>("outcome", 1, Outcome.class, Formats::writeOutcome, (v, in) -> readOutcome(in));

  private static final Map<String, Format<?>> BY_NAME =
      Stream.of(
              BYTES,
              DIGEST,
              CHAIN_ID,
              ITEM_ID,
              CHUNK_ID,
              CHAIN_HEAD,
              GAP,
              ARRIVAL,
              WITHDRAWN,
              OUTCOME)
          .collect(Collectors.toUnmodifiableMap(Format::name, Function.identity()));

  private Formats() {}

  /**
   * @throws IOException if no format has this name: the state was written by a newer program
   */
  static Format<?> named(String name) throws IOException {
    Format<?> format = BY_NAME.get(name);
    if (format == null) {
      throw new IOException("state has the unknown format '" + name + "'");
    }
    return format;
  }

  /** The single-object encoding, which carries a version of its own. */
  private static void writeOutcome(Outcome value, DataOutputView out) throws IOException {
    writeBytes(value.encode(), out);
  }

  private static Outcome readOutcome(DataInputView in) throws IOException {
    try {
      return Outcome.decode(readBytes(in));
    } catch (WireFormatException e) {
      throw new IOException("state does not decode", e);
    }
  }

  private static void writeBytes(Bytes value, DataOutputView out) throws IOException {
    out.writeInt(value.length());
    out.write(value.toArray());
  }

  private static Bytes readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("state claims " + length + " bytes");
    }
    byte[] value = new byte[length];
    in.readFully(value);
    return Bytes.of(value);
  }

  private static void writeDigest(Digest value, DataOutputView out) throws IOException {
    out.write(value.value().toArray());
  }

  private static Digest readDigest(DataInputView in) throws IOException {
    byte[] value = new byte[Digest.LENGTH];
    in.readFully(value);
    return new Digest(Bytes.of(value));
  }

  private static void writeChain(ChainId value, DataOutputView out) throws IOException {
    out.writeUTF(value.vehicle().value());
    out.writeLong(value.epoch());
    out.writeUTF(value.lane().name());
  }

  private static ChainId readChain(DataInputView in) throws IOException {
    return new ChainId(new VehicleRef(in.readUTF()), in.readLong(), Lane.valueOf(in.readUTF()));
  }

  private static void writeItemId(ItemId value, DataOutputView out) throws IOException {
    writeChain(value.chain(), out);
    out.writeLong(value.number());
  }

  private static ItemId readItemId(DataInputView in) throws IOException {
    return new ItemId(readChain(in), in.readLong());
  }

  private static void writeChunkId(ChunkId value, DataOutputView out) throws IOException {
    writeChain(value.chain(), out);
    writeDigest(value.clip(), out);
    out.writeInt(value.index());
  }

  private static ChunkId readChunkId(DataInputView in) throws IOException {
    return new ChunkId(readChain(in), readDigest(in), in.readInt());
  }

  private static void writeHead(ChainHead value, DataOutputView out) throws IOException {
    out.writeLong(value.next());
    out.writeLong(value.wallMillis());
    out.writeInt(value.open());
    out.writeInt(value.chunks());
    out.writeInt(value.recent().size());
    for (SegmentMark mark : value.recent()) {
      out.writeLong(mark.first());
      writeDigest(mark.manifest(), out);
    }
  }

  private static ChainHead readHead(DataInputView in) throws IOException {
    long next = in.readLong();
    long wallMillis = in.readLong();
    int open = in.readInt();
    int chunks = in.readInt();
    int count = in.readInt();
    List<SegmentMark> recent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      recent.add(new SegmentMark(in.readLong(), readDigest(in)));
    }
    return new ChainHead(next, wallMillis, open, chunks, recent);
  }

  private static void writeGap(Gap value, DataOutputView out) throws IOException {
    writeDigest(value.named(), out);
    out.writeLong(value.notBeforeMillis());
    writeDigest(value.rejected(), out);
  }

  private static Gap readGap(DataInputView in) throws IOException {
    return new Gap(readDigest(in), in.readLong(), readDigest(in));
  }

  private static void writeArrival(Arrival value, DataOutputView out) throws IOException {
    out.writeUTF(value.kind());
    out.writeUTF(value.peer());
    writeBytes(value.body(), out);
    out.writeLong(value.appendedAtMillis());
    out.writeUTF(value.key());
    ItemLabel label = value.label();
    out.writeBoolean(label != null);
    if (label != null) {
      writeLabel(label, out);
    }
  }

  /** Version 1 had bodies as they came. */
  private static Arrival readArrival(int version, DataInputView in) throws IOException {
    String kind = in.readUTF();
    String peer = in.readUTF();
    Bytes body = readBytes(in);
    long appendedAtMillis = in.readLong();
    String key = version < 2 ? "" : in.readUTF();
    ItemLabel label = version < 2 || !in.readBoolean() ? null : readLabel(in);
    return new Arrival(kind, peer, key, label, body, appendedAtMillis);
  }

  private static void writeLabel(ItemLabel value, DataOutputView out) throws IOException {
    writeItemId(value.id(), out);
    writeDigest(value.digest(), out);
    out.writeUTF(value.category());
    out.writeUTF(value.purpose());
    out.writeLong(value.consentEpoch());
  }

  private static ItemLabel readLabel(DataInputView in) throws IOException {
    return new ItemLabel(readItemId(in), readDigest(in), in.readUTF(), in.readUTF(), in.readLong());
  }

  private static void writeWithdrawn(Withdrawn value, DataOutputView out) throws IOException {
    out.writeLong(value.epoch());
    out.writeInt(value.categories().size());
    for (String category : value.categories()) {
      out.writeUTF(category);
    }
  }

  private static Withdrawn readWithdrawn(DataInputView in) throws IOException {
    long epoch = in.readLong();
    int count = in.readInt();
    List<String> categories = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      categories.add(in.readUTF());
    }
    return new Withdrawn(epoch, categories);
  }
}
