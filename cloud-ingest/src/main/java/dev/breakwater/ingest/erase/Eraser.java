package dev.breakwater.ingest.erase;

import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.IndexedKey;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out requests to erase, step by step: the names of the keys are written down, the keys
 * destroyed, then the rows deleted once no further one can come, recipients abroad told, and all of
 * it stated in the log. Each step may be done twice, and is written down when it is done: a request
 * that was stopped anywhere is finished when it is carried out again. One thread, holding {@link
 * ErasureFiles#lock}.
 */
public final class Eraser {
  /** How soon after the request no key of it may be left. */
  public static final Duration KEYS_WITHIN = Duration.ofSeconds(60);

  /** How soon after the request no row of it may be left. */
  public static final Duration ROWS_WITHIN = Duration.ofHours(24);

  /**
   * How long after the keys were destroyed somebody may still decide by them and write that down:
   * what the topic outcomes holds then is all that can become rows.
   */
  public static final Duration SETTLED = Duration.ofSeconds(3L * DataKeys.NOTICED_SECONDS);

  /**
   * How long after the store writer's place is known its commit may take: a last look at the tables
   * is this much later, and only one that finds nothing is the last.
   */
  public static final Duration COMMITTED = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Eraser.class);

  private final ErasureFiles files;
  private final DataKeys keys;
  private final Rows rows;
  private final Notices notices;
  private final InstantSource clock;

  /** Where rows are stored, and how far that is. */
  public interface Rows {
    /**
     * Deletes every row under the keys and the files that held it.
     *
     * @return how many there were
     */
    long erase(Set<String> keys) throws IOException;

    /** Returns by partition where the topic outcomes ends now, with what is not committed. */
    Map<Integer, Long> written() throws IOException;

    /**
     * Asks whether the store writer has passed a place in the topic outcomes. Its commit to the
     * tables may take a moment more.
     */
    boolean hasPassed(Map<Integer, Long> outcomes) throws IOException;
  }

  /** Where an erasure is stated. */
  public interface Notices {
    /**
     * Tells recipients abroad to erase too, and states that in the log. Called again it tells
     * nobody twice.
     */
    void recall(Erasure erasure) throws IOException;

    /**
     * States the erasure in the log, once.
     *
     * @return the index of its entry
     * @throws IOException if it is not in the log yet; the caller asks again
     */
    long log(Erasure erasure) throws IOException;
  }

  public Eraser(
      ErasureFiles files, DataKeys keys, Rows rows, Notices notices, InstantSource clock) {
    this.files = files;
    this.keys = keys;
    this.rows = rows;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * Takes a request; one that is known already stays as it is.
   *
   * @return the request as it is known
   */
  public Erasure receive(Erasure request) throws IOException {
    var known = files.find(request.id());
    if (known.isPresent()) {
      return known.get();
    }
    files.write(request);
    log.info("event=erasure_received id={} withdrawal={}", request.id(), request.withdrawal());
    return request;
  }

  /**
   * Carries a request as far as it can be now.
   *
   * @return the request as it is then; not done while rows may still be on their way to the tables,
   *     or the log does not have it yet
   * @throws IOException if a step failed; called again it goes on there
   */
  public Erasure carryOut(Erasure request) throws IOException {
    Erasure now = request;
    if (now.keysDestroyedMillis() == 0) {
      now = destroyKeys(now);
    }
    if (now.passedMillis() == 0) {
      now = awaitWriter(now);
    } else if (now.rowsErasedMillis() == 0 && isPast(now.passedMillis(), COMMITTED)) {
      now = eraseRows(now);
    }
    return now.isDone() || now.rowsErasedMillis() == 0 ? now : state(now);
  }

  private boolean isPast(long sinceMillis, Duration wait) {
    return clock.millis() - sinceMillis >= wait.toMillis();
  }

  /** What the writer has when it has passed is deleted at once. */
  private Erasure awaitWriter(Erasure request) throws IOException {
    Erasure now = request;
    if (now.outcomes().isEmpty() && isPast(now.keysDestroyedMillis(), SETTLED)) {
      now = now.until(rows.written());
      files.write(now);
    }
    if (now.outcomes().isEmpty() || !rows.hasPassed(now.outcomes())) {
      return now;
    }
    return look(now);
  }

  /** Looks once, and writes down when. */
  private Erasure look(Erasure request) throws IOException {
    long found = rows.erase(Set.copyOf(request.keys()));
    Erasure looked = request.looked(found, clock.millis());
    files.write(looked);
    return looked;
  }

  private Erasure destroyKeys(Erasure request) throws IOException {
    if (request.withdrawal() > 0) {
      // Before the keys are listed: from here on no further one is made.
      keys.withdraw(request.vehicle(), request.withdrawn());
    }
    Set<String> names = new LinkedHashSet<>(request.keys());
    keys.ofVehicle(request.vehicle()).stream()
        .filter(key -> concerns(request, key))
        .forEach(key -> names.add(key.name()));
    Erasure named = request.withKeys(List.copyOf(names));
    files.write(named);
    for (String name : names) {
      keys.destroy(name);
    }
    Erasure destroyed = named.with(clock.millis(), 0, -1);
    files.write(destroyed);
    long tookMillis = destroyed.keysDestroyedMillis() - destroyed.receivedMillis();
    log.info(
        "event=keys_destroyed id={} keys={} took_ms={} in_time={}",
        request.id(),
        names.size(),
        tookMillis,
        tookMillis <= KEYS_WITHIN.toMillis());
    return destroyed;
  }

  private static boolean concerns(Erasure request, IndexedKey key) {
    if (request.withdrawal() > 0) {
      return request.withdrawn().covers(key.scope().category(), key.scope().consentEpoch());
    }
    return request.purpose().isEmpty() || request.purpose().equals(key.scope().purpose());
  }

  private Erasure eraseRows(Erasure request) throws IOException {
    Erasure now = look(request);
    if (now.rows() > request.rows()) {
      // The writer was still at it, so it may be now.
      return now;
    }
    now = now.with(now.keysDestroyedMillis(), clock.millis(), -1);
    files.write(now);
    log.info("event=rows_erased id={} rows={}", request.id(), now.rows());
    return now;
  }

  private Erasure state(Erasure request) throws IOException {
    notices.recall(request);
    long index = notices.log(request);
    for (String name : request.keys()) {
      keys.forget(request.vehicle(), name);
    }
    Erasure done = request.with(request.keysDestroyedMillis(), request.rowsErasedMillis(), index);
    files.write(done);
    log.info("event=erasure_logged id={} index={}", request.id(), index);
    return done;
  }
}
