package dev.breakwater.console.fleet;

import dev.breakwater.console.Live;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.RowFollower;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fleet as store and log have it, read by one thread a second, for all who watch. Nothing is
 * kept on a disk: after a restart log and store are read again from the beginning, by the same code
 * that reads on, so what is shown is always what they say. The topics are not read: they forget
 * after some weeks, and hold bodies that this view has no use for.
 *
 * <p>Safe for use by several threads.
 */
public final class FleetView implements AutoCloseable {
  /** Topic of the live events. */
  public static final String TOPIC = "fleet";

  /** A vehicle is online if something came from it within this time. */
  static final Duration ONLINE = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(FleetView.class);
  private static final long PAUSE_MILLIS = 1000;

  /** How long a page waits while the tables are read again. */
  private static final long PATIENCE_MILLIS = 5000;

  private final FleetSources sources;
  private final Live live;
  private final FleetSums sums;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Held by whoever uses the tallies. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Tallies tallies;
  private volatile @Nullable Fleet fleet;

  /** What is added up; used under the lock. */
  record Tallies(LogTally log, ItemTally items, QuarantineTally quarantine) {}

  private FleetView(FleetSources sources, Live live) {
    this.sources = sources;
    this.live = live;
    this.tallies =
        new Tallies(
            new LogTally(sources.log().source(), sources.log().policy()),
            new ItemTally(sources.cipher()),
            new QuarantineTally());
    this.sums = new FleetSums(sources, tallies);
    this.thread = new Thread(this::run, "fleet-view");
    this.thread.setDaemon(true);
  }

  /** Starts to read; {@link #fleet} is there a moment later. */
  public static FleetView start(FleetSources sources, Live live) {
    var view = new FleetView(sources, live);
    view.thread.start();
    return view;
  }

  /**
   * Returns the newest figures.
   *
   * @throws IOException if there are none yet
   */
  Fleet fleet() throws IOException {
    Fleet known = fleet;
    if (known == null) {
      throw new IOException("store and log are being read for the first time");
    }
    return known;
  }

  RuleWords words() {
    return sums.words();
  }

  /**
   * Takes something out of the tallies.
   *
   * @throws IOException if they are being read again, which takes long
   */
  <T> T read(Function<Tallies, T> reading) throws IOException {
    try {
      if (!lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the store is being read again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    try {
      return reading.apply(tallies);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (var store = IcebergStore.open(sources.store())) {
        follow(store);
      } catch (IOException e) {
        log.warn("event=fleet_view_unreadable error=\"{}\"", e.toString());
        tell(String.valueOf(e.getMessage()));
        isClosed(PAUSE_MILLIS);
      }
    }
  }

  private void follow(IcebergStore store) throws IOException {
    var items = new RowFollower(store, Part.ITEMS, ItemTally.OPENED);
    var quarantine = new RowFollower(store, Part.QUARANTINE, Set.of());
    do {
      lock.lock();
      try {
        tallies.log().read();
        items.read(tallies.items());
        quarantine.read(tallies.quarantine());
      } catch (CorruptRowException e) {
        throw new IOException(e.getMessage(), e);
      } finally {
        lock.unlock();
      }
      tell("");
    } while (!isClosed(PAUSE_MILLIS));
  }

  /** What is shown stays what was read last; the problem says that it may be older. */
  private void tell(String problem) {
    lock.lock();
    try {
      Fleet now = sums.of(problem);
      fleet = now;
      live.publish(TOPIC, now);
    } catch (IOException e) {
      log.warn("event=fleet_view_unreadable error=\"{}\"", e.toString());
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed(long waitMillis) {
    try {
      return closing.await(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
