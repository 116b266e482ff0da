package dev.breakwater.ingest.erase;

import dev.breakwater.agent.consent.Choice;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.consent.ConsentDesk;
import dev.breakwater.agent.consent.ConsentRefusedException;
import dev.breakwater.agent.consent.Deleted;
import dev.breakwater.agent.consent.DeletionReceipt;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.decide.Knowledge;
import dev.breakwater.agent.decide.Subjects;
import dev.breakwater.agent.decide.Surroundings;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.outbox.Purged;
import dev.breakwater.agent.outbox.Withdrawal;
import dev.breakwater.agent.proof.LogQuestions;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.time.TrustedTime;
import dev.breakwater.agent.uplink.CoapUplink;
import dev.breakwater.agent.uplink.Inboxes;
import dev.breakwater.agent.uplink.PolicyInbox;
import dev.breakwater.agent.uplink.UplinkSettings;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A car whose driver decides: consents, decider, seal, outbox, uplink and what it asks the log, all
 * of them real; signals come from the test.
 */
final class ConsentingCar implements AutoCloseable {
  static final String CATEGORY = "driver.behaviour";
  private static final Notice NOTICE = Notices.example().in(NoticeLanguage.ZH);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final SecureRandom random = new SecureRandom();
  private final Path home;
  private final InstantSource clock;
  private final VehicleIdentity identity;
  private final FileKeyVault vault;
  private final TrustedTime time;
  private final ConsentBook book;
  private final Decider decider;
  private final Outbox outbox;
  private final Sealer sealer;
  private final LogQuestions questions;
  private long told;

  /**
   * @param clock of the car
   * @param log key of the log, pinned in the car
   */
  ConsentingCar(
      Path home, FileKeyVault vault, VehicleIdentity identity, InstantSource clock, VerifierKey log)
      throws Exception {
    this.home = home;
    this.vault = vault;
    this.identity = identity;
    this.clock = clock;
    this.time = TrustedTime.open(home.resolve("time"), clock::millis);
    this.time.observe(clock.instant());
    this.book =
        ConsentBook.open(
            home.resolve("consent"), vault, Notices.example(), Set.of(Purpose.values()), time);
    var subjects = Subjects.ofTrip(random);
    this.decider =
        new Decider(
            new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto())),
            book.consents(),
            clock,
            null,
            new Knowledge(
                Surroundings.UNKNOWN,
                (category, purpose) -> Optional.of(NOTICE.digest().hex()),
                category -> Optional.empty(),
                subjects));
    this.outbox =
        EncryptedOutbox.open(
            OutboxSettings.of(identity.vehicle()),
            DirectoryStorage.open(home.resolve("outbox")),
            vault,
            new EpochFile(home.resolve("epoch")),
            clock,
            random);
    this.sealer = new Sealer(outbox, decider, vault, new Clocks(clock, clock::millis, "TEST"));
    this.questions = LogQuestions.open(home.resolve("sample"), receipts(), log, clock, random);
  }

  private Path receipts() {
    return home.resolve("consent/receipts");
  }

  /** The driver decides; it is in force and on its way, and nothing is deleted yet. */
  ConsentChange decide(ConsentChange.State state) throws IOException, ConsentRefusedException {
    Choice choice =
        state == ConsentChange.State.NO
            ? Choice.no(Purpose.DRIVING_STYLE, NOTICE, "test")
            : Choice.grant(
                Purpose.DRIVING_STYLE, state, ConsentChange.Period.SEVEN_DAYS, NOTICE, "test");
    ConsentChange change = book.decide(choice);
    book.after(told).forEach(sealer::seal);
    told = change.epoch();
    commit();
    return change;
  }

  /** Deletes what no consent covers any more, as a start after a crash does. */
  List<DeletionReceipt> carryOut() throws IOException {
    ConsentDesk desk = ConsentDesk.open(book, receipts(), vault, List.of(this::purge), time);
    return desk.receipts();
  }

  private Deleted purge(Purpose purpose, Consent now) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    List<Digest> digests = new ArrayList<>();
    for (String category : purpose.categories()) {
      for (Purged each : outbox.purge(new Withdrawal(category, ""))) {
        counts.merge(each.category(), 1L, Long::sum);
        digests.add(each.digest());
      }
    }
    return new Deleted(counts, digests);
  }

  /** Seals how somebody drove. */
  void seal(String... values) throws IOException {
    for (String value : values) {
      seal(CATEGORY, new Signal("Vehicle.Driver.AttentiveProbability", value));
    }
    commit();
  }

  private void seal(String category, Signal signal) {
    Instant now = clock.instant();
    Cleared cleared =
        decider
            .collect(category, "driving.habits", now)
            .pass(now, stays -> {})
            .flatMap(pass -> decider.offboard(pass, category).pass(now, stays -> {}))
            .orElseThrow();
    sealer.seal(cleared, signal);
  }

  /** Makes everything durable, tombstones too. */
  void commit() throws IOException {
    do {
      if (!sealer.commit()) {
        throw new IOException("the outbox is full");
      }
    } while (!outbox.lost().isEmpty());
  }

  /** Returns the telemetry that waits, as the network may have a copy of it. */
  List<Item> waiting() throws Exception {
    List<Item> items = new ArrayList<>();
    for (PendingSegment segment : outbox.pending(Lane.TELEMETRY, 100)) {
      for (ItemId id : segment.items()) {
        items.add(Item.decode(outbox.item(id)));
      }
    }
    return items;
  }

  /** Sends until nothing waits but what is given up and has no tombstone yet. */
  void deliver(int port) throws InterruptedException {
    try (CoapUplink uplink = uplink(port)) {
      long end = System.nanoTime() + LIMIT.toNanos();
      long seen = outbox.version();
      while (!isDelivered()) {
        requireTime(end, uplink);
        seen = outbox.awaitChange(seen, Duration.ofMillis(50));
      }
    }
  }

  private static void requireTime(long end, CoapUplink uplink) {
    if (System.nanoTime() > end) {
      throw new AssertionError("the uplink waits: " + uplink.progress().trouble());
    }
  }

  private boolean isDelivered() {
    return Arrays.stream(Lane.values())
        .flatMap(lane -> outbox.pending(lane, 100).stream())
        .allMatch(segment -> segment.announced() && segment.items().isEmpty());
  }

  /**
   * Drives on, and asks until the log has proven what was erased after a withdrawal; returns the
   * proof's file.
   */
  Path askForReceipt(int port, long withdrawal) throws IOException, InterruptedException {
    // A car makes no connection only to ask.
    seal("vehicle.motion.speed", new Signal("Vehicle.Speed", "50"));
    commit();
    Path receipt = receipts().resolve("withdrawal-%08d.onshore".formatted(withdrawal));
    try (CoapUplink uplink = uplink(port)) {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!Files.exists(receipt)) {
        requireTime(end, uplink);
        Thread.sleep(50);
      }
    }
    return receipt;
  }

  private CoapUplink uplink(int port) {
    var uplink =
        new CoapUplink(
            new UplinkSettings("127.0.0.1", port, identity),
            new Inboxes(PolicyInbox.CLOSED, questions, now -> {}),
            random,
            null);
    uplink.start(outbox, decider::mayLeave);
    return uplink;
  }

  @Override
  public void close() throws IOException {
    outbox.close();
  }
}
