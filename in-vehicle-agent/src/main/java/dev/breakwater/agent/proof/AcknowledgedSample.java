package dev.breakwater.agent.proof;

import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sample, drawn by chance, of the items that the receiver acknowledged: each is asked for until
 * the log proves to have it. One that it does not have after 24 hours is an incident. The receiver
 * cannot know which items are in the sample before it is asked. Used by the uplink's thread, and by
 * the one that seals the incidents.
 */
final class AcknowledgedSample implements Unlogged {
  /** When an item must be in the log. */
  static final Duration DEADLINE = Duration.ofHours(24);

  static final int MAX_ITEMS = 64;

  /** The most incidents that wait to be sealed; while so many do, no other is found. */
  static final int MAX_INCIDENTS = 64;

  /** One item of so many is followed. */
  static final int ONE_OF = 256;

  private static final Duration FIRST_QUESTION = Duration.ofMinutes(1);
  private static final Duration NEXT_QUESTION = Duration.ofMinutes(10);
  private static final Logger log = LoggerFactory.getLogger(AcknowledgedSample.class);

  private final SampleFile file;
  private final VerifierKey logKey;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<ItemId, SampledItem> items = new LinkedHashMap<>();
  private final Map<ItemId, Long> askAtMillis = new HashMap<>();

  /** Those that are not known to be sealed; read without the monitor that guards all else. */
  private volatile List<Incident> incidents = List.of();

  // The highest number that was given, and up to which they are known to be sealed.
  private long raised;
  private long sealed;

  private AcknowledgedSample(
      SampleFile file, VerifierKey logKey, InstantSource clock, RandomGenerator random) {
    this.file = file;
    this.logKey = logKey;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Goes on with the sample in {@code file}, which need not exist.
   *
   * @param logKey key of the log, pinned in the car
   * @throws IOException if the file cannot be read or is damaged
   */
  static AcknowledgedSample open(
      Path file, VerifierKey logKey, InstantSource clock, RandomGenerator random)
      throws IOException {
    var sample = new AcknowledgedSample(new SampleFile(file), logKey, clock, random);
    SampleFile.Content content = sample.file.read();
    content.items().forEach(item -> sample.items.put(item.id(), item));
    sample.incidents = content.incidents();
    sample.raised = content.raised();
    return sample;
  }

  @Override
  public List<Incident> after(long number) {
    List<Incident> all = incidents;
    return all.isEmpty()
        ? all
        : all.stream().filter(incident -> incident.number() > number).toList();
  }

  @Override
  public synchronized void sealed(long number) throws IOException {
    sealed = number;
    List<Incident> waiting = after(number);
    if (waiting.size() < incidents.size()) {
      incidents = waiting;
      write();
    }
  }

  synchronized void acknowledged(Bytes item) throws IOException {
    if (items.size() < MAX_ITEMS && random.nextInt(ONE_OF) == 0) {
      var sampled = SampledItem.of(item, clock.millis());
      items.put(sampled.id(), sampled);
      write();
    }
  }

  synchronized Optional<ItemId> next() {
    long now = clock.millis();
    for (SampledItem item : items.values()) {
      long first = item.acknowledgedMillis() + FIRST_QUESTION.toMillis();
      if (now >= askAtMillis.getOrDefault(item.id(), first)) {
        askAtMillis.put(item.id(), now + NEXT_QUESTION.toMillis());
        return Optional.of(item.id());
      }
    }
    return Optional.empty();
  }

  synchronized void answered(ItemId id, @Nullable Bytes proof) throws IOException {
    SampledItem item = items.get(id);
    if (item == null) {
      return;
    }
    String problem = "the log does not have it";
    if (proof != null) {
      try {
        String decision = item.verify(proof, logKey);
        log.info("event=item_proven {} decision={}", name(id), decision);
        forget(id);
        return;
      } catch (NotLoggedException e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    if (clock.millis() - item.acknowledgedMillis() >= DEADLINE.toMillis()) {
      raise(item, problem);
    }
  }

  /** Makes the incident durable in the same write that ends the questions for the item. */
  private void raise(SampledItem item, String problem) throws IOException {
    if (incidents.size() >= MAX_INCIDENTS) {
      return;
    }
    long now = clock.millis();
    log.error(
        "event=item_not_logged {} age_ms={} problem=\"{}\"",
        name(item.id()),
        now - item.acknowledgedMillis(),
        problem);
    // A file that was lost must not give a number again that was sealed before.
    raised = Math.max(raised, sealed) + 1;
    List<Incident> all = new ArrayList<>(incidents);
    all.add(new Incident(raised, item.unlogged(now, problem)));
    items.remove(item.id());
    askAtMillis.remove(item.id());
    file.write(new SampleFile.Content(raised, List.copyOf(items.values()), all));
    incidents = List.copyOf(all);
  }

  private static String name(ItemId id) {
    return "lane=%s number=%d".formatted(id.chain().lane(), id.number());
  }

  /** Forgets what was drawn so far. */
  synchronized void forget() throws IOException {
    items.clear();
    askAtMillis.clear();
    write();
  }

  private void forget(ItemId id) throws IOException {
    items.remove(id);
    askAtMillis.remove(id);
    write();
  }

  private void write() throws IOException {
    file.write(new SampleFile.Content(raised, List.copyOf(items.values()), incidents));
  }
}
