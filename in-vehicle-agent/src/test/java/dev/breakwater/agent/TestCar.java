package dev.breakwater.agent;

import dev.breakwater.agent.consent.Choice;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.ChainHead;
import dev.breakwater.agent.outbox.Commit;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.outbox.SealedItem;
import dev.breakwater.agent.outbox.SealedSegment;
import dev.breakwater.agent.outbox.Storage;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.time.TrustedTime;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A car for tests: a vault, a clock that stands until it is moved, outboxes. */
public final class TestCar {
  public static final VehicleRef VEHICLE = new VehicleRef("0123456789abcdef0123456789abcdef");

  /** What people are shown. */
  public static final Notice NOTICE = Notices.example().in(NoticeLanguage.ZH);

  public final KeyVault vault;
  public final AtomicLong millis =
      new AtomicLong(Instant.parse("2026-11-23T08:00:00Z").toEpochMilli());

  /** Runs whenever somebody asks how long the car is up. */
  public Runnable onTick = () -> {};

  private final AtomicLong epochs = new AtomicLong();

  public TestCar(Path home) throws IOException {
    this.vault = FileKeyVault.openOrCreate(home.resolve("vault"), new SecureRandom());
  }

  public Clocks clocks() {
    return new Clocks(() -> Instant.ofEpochMilli(millis.get()), this::bootMillis, "TEST");
  }

  private long bootMillis() {
    onTick.run();
    return millis.get();
  }

  /** Returns the time of this car; a source speaks now. */
  public TrustedTime time(Path home) throws IOException {
    TrustedTime time = TrustedTime.open(home.resolve("time"), millis::get);
    time.observe(clocks().wall().instant());
    time.save();
    return time;
  }

  /** Opens the consents of a car whose ignition has just been turned on. */
  public ConsentBook book(Path home) throws IOException {
    return book(home, time(home));
  }

  public ConsentBook book(Path home, TrustedTime time) throws IOException {
    return ConsentBook.open(
        home.resolve("consent"), vault, Notices.example(), Set.of(Purpose.values()), time);
  }

  /** A grant for seven days. */
  public Choice grant(Purpose purpose, ConsentChange.State state) {
    return grant(purpose, state, ConsentChange.Period.SEVEN_DAYS);
  }

  public Choice grant(Purpose purpose, ConsentChange.State state, ConsentChange.Period period) {
    return Choice.grant(purpose, state, period, NOTICE, "test");
  }

  public Choice no(Purpose purpose) {
    return Choice.no(purpose, NOTICE, "test");
  }

  public void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  public Outbox open(Storage storage) throws IOException, OutboxCorruptException {
    return open(storage, OutboxSettings.of(VEHICLE));
  }

  public Outbox open(Storage storage, OutboxSettings settings)
      throws IOException, OutboxCorruptException {
    return EncryptedOutbox.open(
        settings, storage, vault, epochs::incrementAndGet, clocks().wall(), new SecureRandom());
  }

  /** Returns a commit of one segment whose items carry {@code values}. */
  public Commit commit(Outbox outbox, Lane lane, String... values) {
    long next = outbox.head(lane).nextNumber() + values.length;
    return new Commit(
        List.of(segment(outbox, lane, values)), Map.of("source", next), List.of(), List.of());
  }

  public Commit commit(Outbox outbox, List<StayedInCar> tally) {
    return new Commit(List.of(), Map.of(), tally, List.of());
  }

  public SealedSegment segment(Outbox outbox, Lane lane, String... values) {
    var chain = new ChainId(outbox.vehicle(), outbox.epoch(), lane);
    ChainHead head = outbox.head(lane);
    List<Digest> digests = new ArrayList<>();
    Map<Long, SealedItem> items = new TreeMap<>();
    for (String value : values) {
      var id = new ItemId(chain, head.nextNumber() + digests.size());
      Bytes encoded = item(id, value).encode();
      digests.add(Digest.of(encoded));
      items.put(id.number(), SealedItem.of(encoded));
    }
    var segment =
        new Segment(
            chain,
            head.nextNumber(),
            head.previous(),
            digests,
            Digest.ZERO,
            millis.get(),
            millis.get(),
            "TEST");
    Bytes manifest = segment.encode();
    var signed = new SignedSegment(manifest, SignedSegment.ED25519, vault.sign(manifest));
    return new SealedSegment(segment, signed, items);
  }

  private static Item item(ItemId id, String value) {
    Bytes payload = new Signal("Vehicle.Speed", value).encode();
    return new Item(id, "vehicle.motion.speed", "test", 0, null, 0, List.of("a.rule"), payload);
  }
}
