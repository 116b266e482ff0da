package dev.breakwater.console.fleet;

import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.ingest.receive.ReceiverProgress;
import dev.breakwater.policy.calendar.WorkingDays;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.StayedInCar.Fate;
import dev.breakwater.wire.VehicleRecord;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Fleet} of what is added up. For the thread that holds the tallies. */
final class FleetSums {
  /** Rules, and reasons, of which a page gets the largest numbers. */
  private static final int MOST_LISTED = 50;

  /** Seconds of which the rates are known. */
  private static final int SECONDS = 120;

  /** How often the files of the erasures are looked at. */
  private static final long ERASURES_EVERY_MILLIS = 10_000;

  private final FleetSources sources;
  private final FleetView.Tallies tallies;
  private final RuleWords words;
  private final WorkingDays calendar = WorkingDays.china();
  private final Deque<Long> taken = new ArrayDeque<>();
  private final Deque<Long> decided = new ArrayDeque<>();
  private long takenBefore = -1;
  private long decidedBefore = -1;
  private Fleet.Erasures erasures = new Fleet.Erasures(0, 0, 0, "");
  private long erasuresAtMillis;

  FleetSums(FleetSources sources, FleetView.Tallies tallies) {
    this.sources = sources;
    this.tallies = tallies;
    this.words = new RuleWords(sources.policies(), sources.surroundings().clock());
  }

  RuleWords words() {
    return words;
  }

  /**
   * Returns the figures as they are now.
   *
   * @throws IOException if the requests to erase cannot be read
   */
  Fleet of(String problem) throws IOException {
    long now = sources.surroundings().clock().millis();
    ReceiverProgress receiver = receiver();
    Fleet.Items items = items();
    if (receiver != null) {
      takenBefore = step(taken, takenBefore, receiver.committed());
    }
    decidedBefore =
        step(decided, decidedBefore, items.stored() + items.refused() + items.quarantined());
    return new Fleet(
        now,
        problem,
        new Fleet.Log(tallies.log().size(), tallies.log().known()),
        items,
        cars(now),
        tallies.items().anonymizer(),
        stayed(),
        lost(),
        tallies.log().hours(),
        rulings(),
        numbers(tallies.quarantine().reasons),
        tallies.items().incidents(),
        policies(),
        onshore(now),
        erasures(now),
        receiver,
        new Fleet.Rates(List.copyOf(taken), List.copyOf(decided)));
  }

  private @Nullable ReceiverProgress receiver() {
    Supplier<ReceiverProgress> counted = sources.receiver();
    return counted == null ? null : counted.get();
  }

  /** Adds what a number grew by since the last second; a restart of what counts is no fall. */
  private static long step(Deque<Long> steps, long before, long now) {
    if (before >= 0) {
      steps.addLast(Math.max(0, now - before));
    }
    if (steps.size() > SECONDS) {
      steps.removeFirst();
    }
    return now;
  }

  private Fleet.Items items() {
    LogTally log = tallies.log();
    return new Fleet.Items(
        log.stored(),
        log.decided("REFUSED"),
        log.decided("QUARANTINED"),
        log.decided("ERASED"),
        tallies.items().rows(),
        tallies.quarantine().rows());
  }

  private Fleet.Cars cars(long nowMillis) {
    List<VehicleRecord> registered = sources.vehicles().get();
    var heard = tallies.items().vehicles().values();
    long online = heard.stream().filter(each -> isOnline(each.heardMillis, nowMillis)).count();
    return new Fleet.Cars(
        registered.size(),
        count(registered, VehicleRecord.Status.ENROLLED),
        count(registered, VehicleRecord.Status.BANNED),
        count(registered, VehicleRecord.Status.RETIRED),
        heard.size(),
        online);
  }

  static boolean isOnline(long heardMillis, long nowMillis) {
    return nowMillis - heardMillis <= FleetView.ONLINE.toMillis();
  }

  private static long count(List<VehicleRecord> registered, VehicleRecord.Status status) {
    return registered.stream().filter(each -> each.status() == status).count();
  }

  private Fleet.Stayed stayed() {
    ItemTally items = tallies.items();
    return new Fleet.Stayed(
        items.fates.of(Fate.SKIPPED.name()),
        items.fates.of(Fate.WITHHELD.name()),
        items.fates.of(Fate.REFUSED.name()),
        items.fates.of(Fate.KEPT.name()),
        items.stayed.all().stream().limit(MOST_LISTED).map(words::of).toList());
  }

  private Fleet.Lost lost() {
    Counts<String> lost = tallies.items().lost;
    long tombstones = lost.all().stream().mapToLong(Counts.Count::number).sum() + lost.others();
    return new Fleet.Lost(tombstones, tallies.items().lostSourceItems(), numbers(lost));
  }

  private static Map<String, Long> numbers(Counts<String> counts) {
    Map<String, Long> numbers = new TreeMap<>();
    counts.all().stream()
        .limit(MOST_LISTED)
        .forEach(each -> numbers.put(each.key(), each.number()));
    return numbers;
  }

  private List<Fleet.Ruling> rulings() {
    return tallies.log().keptBack().stream()
        .limit(MOST_LISTED)
        .map(
            each ->
                new Fleet.Ruling(
                    each.key().stage(),
                    each.key().decision(),
                    words.of(each.key().rule()),
                    each.number()))
        .toList();
  }

  private List<Fleet.PolicyUse> policies() {
    Counts<Activation> used = new Counts<>();
    for (VehicleTally each : tallies.items().vehicles().values()) {
      Activation policy = each.policy();
      if (policy != null) {
        used.add(new Activation(policy.bundle(), policy.sequence(), policy.policy(), 0), 1);
      }
    }
    return used.all().stream()
        .limit(MOST_LISTED)
        .map(
            each ->
                new Fleet.PolicyUse(
                    each.key().policy().hex(),
                    each.key().bundle(),
                    each.key().sequence(),
                    each.number()))
        .toList();
  }

  private Fleet.PolicyUse onshore(long nowMillis) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    PolicyPack pack = sources.policies().at(now).pack();
    long sequence =
        sources.policies().bundleAt(now).map(each -> each.manifest().sequence()).orElse(0L);
    return new Fleet.PolicyUse(pack.digest().hex(), pack.id(), sequence, 0);
  }

  private Fleet.Erasures erasures(long nowMillis) throws IOException {
    if (nowMillis - erasuresAtMillis >= ERASURES_EVERY_MILLIS) {
      List<Erasure> all = sources.erasures().all();
      List<Erasure> open = all.stream().filter(each -> !each.isDone()).toList();
      Instant now = Instant.ofEpochMilli(nowMillis);
      long late = open.stream().filter(each -> now.isAfter(each.deadline(calendar).end())).count();
      String next =
          open.stream()
              .map(each -> each.deadline(calendar).lastDay())
              .min(Comparator.naturalOrder())
              .map(LocalDate::toString)
              .orElse("");
      erasures = new Fleet.Erasures(all.size(), open.size(), late, next);
      erasuresAtMillis = nowMillis;
    }
    return erasures;
  }
}
