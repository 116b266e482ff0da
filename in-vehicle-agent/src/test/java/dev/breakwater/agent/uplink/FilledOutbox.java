package dev.breakwater.agent.uplink;

import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.outbox.ChainHead;
import dev.breakwater.agent.outbox.Commit;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.outbox.SealedItem;
import dev.breakwater.agent.outbox.SealedSegment;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real outbox with made-up items in it. */
public final class FilledOutbox implements AutoCloseable {
  private final FileKeyVault vault;
  private final Outbox outbox;
  private final DirectoryStorage storage;

  public FilledOutbox(Path directory, VehicleRef vehicle) throws Exception {
    var random = new SecureRandom();
    vault = FileKeyVault.openOrCreate(directory.resolve("vault"), random);
    storage = DirectoryStorage.open(directory.resolve("outbox"));
    outbox =
        EncryptedOutbox.open(
            OutboxSettings.of(vehicle),
            storage,
            vault,
            new EpochFile(directory.resolve("epoch")),
            InstantSource.system(),
            random);
  }

  public Outbox outbox() {
    return outbox;
  }

  public Bytes sealPublicKey() {
    return vault.sealPublicKey();
  }

  /** Seals one segment of items and returns their encodings. */
  public List<Bytes> seal(Lane lane, int count, int payloadBytes) throws IOException {
    var chain = new ChainId(outbox.vehicle(), outbox.epoch(), lane);
    ChainHead head = outbox.head(lane);
    List<Bytes> bodies = new ArrayList<>();
    Map<Long, SealedItem> items = new TreeMap<>();
    for (long number = head.nextNumber(); number < head.nextNumber() + count; number++) {
      Bytes body = item(new ItemId(chain, number), payloadBytes).encode();
      bodies.add(body);
      items.put(number, SealedItem.of(body));
    }
    Segment manifest = manifest(chain, head, bodies);
    Bytes bytes = manifest.encode();
    var signed = new SignedSegment(bytes, SignedSegment.ED25519, vault.sign(bytes));
    var segment = new SealedSegment(manifest, signed, items);
    if (!outbox.commit(new Commit(List.of(segment), Map.of(), List.of(), List.of()))) {
      throw new IllegalStateException("the outbox is full");
    }
    return bodies;
  }

  private static Item item(ItemId id, int payloadBytes) {
    byte[] payload = new byte[payloadBytes];
    for (int i = 0; i < payloadBytes; i++) {
      payload[i] = (byte) (id.number() + i * 7L);
    }
    return new Item(id, "vehicle.speed", "fleet", 1_000, null, 0, List.of("r"), Bytes.of(payload));
  }

  private static Segment manifest(ChainId chain, ChainHead head, List<Bytes> bodies) {
    List<Digest> digests = bodies.stream().map(Digest::of).toList();
    return new Segment(
        chain, head.nextNumber(), head.previous(), digests, Digest.ZERO, 1_000, 1_000, "SYSTEM");
  }

  /** Returns whether everything was delivered in time. */
  public boolean isEmptyWithin(Duration limit) throws InterruptedException {
    long started = System.nanoTime();
    long seen = outbox.version();
    while (!outbox.backlog().isEmpty()) {
      if (System.nanoTime() - started > limit.toNanos()) {
        return false;
      }
      seen = outbox.awaitChange(seen, Duration.ofMillis(100));
    }
    return true;
  }

  /** Leaves the disk as a process does that is killed: what was not written is forgotten. */
  void crash() throws IOException {
    storage.close();
  }

  @Override
  public void close() throws IOException {
    outbox.close();
  }
}
