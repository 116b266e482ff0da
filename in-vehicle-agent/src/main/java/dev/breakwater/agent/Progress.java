package dev.breakwater.agent;

import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.wire.StayedInCar;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this run of the agent has done so far, as a log line a second. For people to watch; nothing
 * is decided by these numbers. Used by one thread.
 */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final long INTERVAL_MILLIS = 1000;

  private final Clocks clocks;
  private final Outbox outbox;
  private final Sealer sealer;
  private final long itemsAtStart;
  private final long startedMillis;
  private final Map<StayedInCar.Fate, Long> stayed = new EnumMap<>(StayedInCar.Fate.class);
  private long reportedMillis;
  private long frames;
  private long lastFrameMillis;
  private long faces;
  private long plates;

  Progress(Clocks clocks, Outbox outbox, Sealer sealer) {
    this.clocks = clocks;
    this.outbox = outbox;
    this.sealer = sealer;
    this.itemsAtStart = outbox.backlog().items();
    this.startedMillis = bootMillis();
    this.reportedMillis = startedMillis;
  }

  private long bootMillis() {
    return clocks.bootMillis().getAsLong();
  }

  void frame() {
    frames++;
    lastFrameMillis = bootMillis();
  }

  void masked(SafeFrame frame) {
    faces += count(frame.masks(), ObjectClass.FACE);
    plates += count(frame.masks(), ObjectClass.PLATE);
  }

  private static long count(List<Mask> masks, ObjectClass kind) {
    return masks.stream().filter(mask -> mask.kind() == kind).count();
  }

  void stayed(StayedInCar statement) {
    stayed.merge(statement.fate(), statement.count(), Long::sum);
  }

  void reportIfDue() {
    long now = bootMillis();
    if (now - reportedMillis >= INTERVAL_MILLIS) {
      report("progress");
      reportedMillis = now;
    }
  }

  void report(String event) {
    var backlog = outbox.backlog();
    long sealed = sealer.durableItems();
    LOG.info(
        "event={} frames={} fps={} faces={} plates={} sealed={} acknowledged={} skipped={}"
            + " withheld={} refused={} kept={} pending={} outbox_bytes={}",
        event,
        frames,
        framesPerSecond(),
        faces,
        plates,
        sealed,
        itemsAtStart + sealed - backlog.items(),
        count(StayedInCar.Fate.SKIPPED),
        count(StayedInCar.Fate.WITHHELD),
        count(StayedInCar.Fate.REFUSED),
        count(StayedInCar.Fate.KEPT),
        backlog.items(),
        backlog.bytes());
  }

  private String framesPerSecond() {
    long millis = Math.max(1, lastFrameMillis - startedMillis);
    return String.format(Locale.ROOT, "%.1f", 1000.0 * frames / millis);
  }

  private long count(StayedInCar.Fate fate) {
    return stayed.getOrDefault(fate, 0L);
  }
}
