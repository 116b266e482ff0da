package dev.breakwater.agent.statutory;

import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.decide.Way;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.Storage;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.statutory.packet.Block;
import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.DataUnit;
import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StatutoryReceipt;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lane of what the law wants reported (PIPL Art. 13(3), GB/T 32960.3): reads what the car says
 * once a second, reports what is due of what the policy permits, whatever the consent, and hands
 * out receipts for the seal. A component of its own: socket, quota and threads are nobody else's.
 */
public final class StatutoryLane implements AutoCloseable {
  /** The only purpose of what travels here. */
  public static final String PURPOSE = "statutory";

  /** Where the outbox keeps the number of the settlement that was sealed last. */
  public static final String CURSOR = "statutory/settled";

  private static final Logger LOG = LoggerFactory.getLogger(StatutoryLane.class);
  private static final String LOGIN = "statutory.gbt32960.login";

  private final StatutorySettings settings;
  private final Decider decider;
  private final Clocks clocks;
  private final ReportStore store;
  private final Readings readings;
  private final ReportPlan plan;
  private final PlatformLink link;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread ticking = new Thread(this::tickEverySecond, "statutory-clock");

  private StatutoryLane(
      StatutorySettings settings,
      Decider decider,
      Clocks clocks,
      ReportStore store,
      RandomGenerator random) {
    this.settings = settings;
    this.decider = decider;
    this.clocks = clocks;
    this.store = store;
    this.readings = new Readings(settings.terminal().edition());
    this.plan = new ReportPlan(settings.schedule().report());
    this.link =
        new PlatformLink(
            settings.terminal(),
            settings.platform(),
            settings.schedule(),
            store,
            clocks.wall(),
            random);
  }

  /**
   * Opens the lane; it is silent until {@link #start}.
   *
   * @param storage of this lane alone; belongs to it
   * @param random a secure generator
   */
  public static StatutoryLane open(
      StatutorySettings settings,
      Decider decider,
      KeyVault vault,
      Storage storage,
      Clocks clocks,
      RandomGenerator random)
      throws IOException {
    var store =
        ReportStore.open(
            settings.store(), settings.terminal().edition(), storage, vault, clocks.wall(), random);
    return new StatutoryLane(settings, decider, clocks, store, random);
  }

  /** Begins to report in threads of its own, if the policy permits to log in; called once. */
  public void start() {
    if (!isPermitted(LOGIN, clocks.wall().instant())) {
      LOG.warn("event=statutory_off reason=\"the policy does not permit a login\"");
      return;
    }
    link.start();
    ticking.start();
  }

  /** Returns what the car says; fill it from any thread. */
  public Readings readings() {
    return readings;
  }

  /** Takes a signal, if a table has a field for it. */
  public void observe(Signal signal) {
    readings.observe(signal);
  }

  private void tickEverySecond() {
    long next = clocks.bootMillis().getAsLong();
    try {
      while (!closing.await(next - clocks.bootMillis().getAsLong(), TimeUnit.MILLISECONDS)) {
        tick();
        next += Schedule.ALARM.toMillis();
      }
    } catch (InterruptedException e) {
      LOG.info("event=statutory_clock_ends");
    }
  }

  private void tick() {
    try {
      gather(clocks.wall().instant());
    } catch (IOException e) {
      LOG.error("event=statutory_not_stored reason=\"{}\"", e.getMessage());
    }
  }

  /** Stores what is due at an instant. */
  void gather(Instant now) throws IOException {
    List<Block> permitted =
        readings.blocks().stream().filter(block -> isPermitted(block, now)).toList();
    if (permitted.isEmpty()) {
      return;
    }
    for (var due : plan.take(new Gathered(now, permitted, readings.alarmLevel()))) {
      var unit = new DataUnit.Report(due.gathered().at(), due.gathered().blocks());
      var terminal = settings.terminal();
      store.add(
          due.gathered().at(),
          due.late(),
          Packet.command(terminal.edition(), Command.REPORT, terminal.vin(), unit));
    }
  }

  private boolean isPermitted(Block block, Instant now) {
    return block.table().categories().stream().allMatch(category -> isPermitted(category, now));
  }

  /** A consent is not asked for, but the policy is: it has to know the duty. */
  private boolean isPermitted(String category, Instant now) {
    Way way = Way.toPlatform(settings.platform().isEncrypted());
    return decider
        .collect(category, PURPOSE, now)
        .pass(now, stays -> {})
        .flatMap(collected -> decider.offboard(collected, category, way).pass(now, stays -> {}))
        .isPresent();
  }

  /**
   * Hands over what was settled since the last time, for the sealed statutory lane.
   *
   * @param cursor how far it was sealed before, by the outbox's cursors
   * @param sealing takes a receipt; durable with the next commit
   * @return how far it is now
   */
  public long receipts(long cursor, BiConsumer<Cleared, StatutoryReceipt> sealing) {
    store.sealed(cursor);
    long reached = cursor;
    Instant now = clocks.wall().instant();
    for (var next = store.settledAfter(reached);
        next.isPresent();
        next = store.settledAfter(reached)) {
      var settlement = next.get();
      clear(now).ifPresent(cleared -> sealing.accept(cleared, settlement.receipt()));
      reached = settlement.number();
    }
    return reached;
  }

  private Optional<Cleared> clear(Instant now) {
    String category = StatutoryReceipt.CATEGORY;
    return decider
        .collect(category, Decider.ACCOUNTING, now)
        .pass(now, stays -> {})
        .flatMap(collected -> decider.offboard(collected, category).pass(now, stays -> {}));
  }

  /** Says farewell to the platform and ends; what was not sent stays and is re-issued. */
  @Override
  public void close() throws IOException {
    // Not by an interrupt: one that meets a write closes the file.
    closing.countDown();
    try {
      ticking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
    store.close();
  }
}
