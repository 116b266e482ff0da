package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the store to the platform, in a thread of its own, over cuts and refusals, until it is
 * closed. What is fresh goes first; the rest is re-issued while nothing fresh waits (B.2.8).
 */
final class PlatformLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformLink.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final Platform platform;
  private final Schedule schedule;
  private final ReportStore store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Objections objections;
  private final Thread thread = new Thread(this::run, "statutory-link");

  // Set by close, from another thread.
  private volatile boolean closed;
  private volatile @Nullable Connection connection;

  // Owned by the thread.
  private int failures;
  private int refusals;

  PlatformLink(
      Terminal terminal,
      Platform platform,
      Schedule schedule,
      ReportStore store,
      InstantSource clock,
      RandomGenerator random) {
    this.terminal = terminal;
    this.platform = platform;
    this.schedule = schedule;
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.objections = new Objections(schedule.retry());
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        Thread.sleep(connectOnce().toMillis());
      }
    } catch (InterruptedException e) {
      LOG.info("event=statutory_link_ends");
    }
  }

  /** Serves one connection; returns how long to wait before the next. */
  private Duration connectOnce() throws InterruptedException {
    try (Connection opened = Connection.open(platform, schedule.answer())) {
      connection = opened;
      var session = new Session(terminal, opened, store, clock, objections);
      // What is stored from here on is sent at once, and is not late.
      long firstOfNow = store.nextReport();
      session.login();
      LOG.info("event=statutory_login pending={}", store.backlog());
      failures = 0;
      refusals = 0;
      serve(session, firstOfNow);
      return Duration.ZERO;
    } catch (LoginRefusedException e) {
      return afterRefusal(e.response());
    } catch (IOException e) {
      return afterCut(e);
    } finally {
      connection = null;
    }
  }

  private Duration afterRefusal(Response response) {
    refusals++;
    LOG.warn("event=statutory_login_refused response={} times={}", response, refusals);
    return refusals % Schedule.ATTEMPTS == 0 ? schedule.pause() : schedule.retry();
  }

  private Duration afterCut(IOException cut) {
    if (closed) {
      return Duration.ZERO;
    }
    LOG.warn("event=statutory_cut pending={} reason=\"{}\"", store.backlog(), cut.getMessage());
    long longest =
        Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(failures++, 16));
    return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2));
  }

  private void serve(Session session, long firstOfNow) throws IOException, InterruptedException {
    while (!closed) {
      long seen = store.nextReport();
      List<StoredReport> batch = batch(firstOfNow);
      if (batch.isEmpty()) {
        store.awaitReport(seen, schedule.heartbeat().toMillis());
        batch = batch(firstOfNow);
      }
      if (!closed) {
        session.send(batch, firstOfNow);
      }
    }
    session.send(batch(firstOfNow), firstOfNow);
    session.logout();
  }

  /** Returns what is fresh; if nothing is, the oldest that are left over. */
  private List<StoredReport> batch(long firstOfNow) {
    List<StoredReport> fresh = ready(firstOfNow);
    return fresh.isEmpty() ? ready(0) : fresh;
  }

  private List<StoredReport> ready(long from) {
    Instant now = clock.instant();
    List<StoredReport> ready = new ArrayList<>();
    for (StoredReport report : store.pending(from, 2 * Session.MAX_BATCH)) {
      if (ready.size() < Session.MAX_BATCH && !objections.isWaiting(report.number(), now)) {
        ready.add(report);
      }
    }
    return ready;
  }

  /** Says farewell if the platform listens, and ends. */
  @Override
  public void close() {
    closed = true;
    store.wake();
    try {
      if (connection == null) {
        // It waits to connect, and writes nothing.
        thread.interrupt();
      }
      thread.join(FAREWELL.toMillis());
      closeConnection();
      thread.interrupt();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeConnection() {
    Connection open = connection;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.info("event=statutory_close_failed reason=\"{}\"", e.getMessage());
      }
    }
  }
}
