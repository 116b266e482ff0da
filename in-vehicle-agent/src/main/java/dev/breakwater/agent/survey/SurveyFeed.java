package dev.breakwater.agent.survey;

import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the positions and poses of a drive to the surveying unit, by a thread of its own: the drive
 * does not wait for the unit. They are in memory only, a bounded number of them; what the unit does
 * not take is gone, and counted. The methods are for one thread.
 */
public final class SurveyFeed implements AutoCloseable {
  /** The most positions that wait for the unit. */
  static final int MAX_WAITING = 256;

  /** How often one is offered. */
  static final int ATTEMPTS = 3;

  static final String NOT_TAKEN = "the surveying unit did not take it";
  static final String TOO_MANY = "too much waits for the surveying unit";

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(SurveyFeed.class);

  private final SurveyRoute route;
  private final PoseStream poses = new PoseStream();
  private final BlockingQueue<RawGeodata> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Queue<StayedInCar> stayed = new ConcurrentLinkedQueue<>();
  private final Thread sender;

  // Set by the drive's thread when nothing more comes.
  private volatile boolean ended;

  private SurveyFeed(SurveyRoute route) {
    this.route = route;
    this.sender = new Thread(this::send, "survey");
    sender.setDaemon(true);
  }

  public static SurveyFeed start(SurveyRoute route) {
    var feed = new SurveyFeed(route);
    feed.sender.start();
    return feed;
  }

  public void observe(Signal signal, Instant at) {
    poses
        .observe(signal, at)
        .filter(each -> !waiting.offer(each))
        .ifPresent(each -> stays(each, TOO_MANY));
  }

  /** Tells what stayed since the last call. */
  public void settle(Consumer<StayedInCar> account) {
    for (StayedInCar one = stayed.poll(); one != null; one = stayed.poll()) {
      account.accept(one);
    }
  }

  private void send() {
    try {
      while (!ended || !waiting.isEmpty()) {
        RawGeodata next = waiting.poll(PAUSE.toMillis() / 10, TimeUnit.MILLISECONDS);
        if (next != null) {
          offer(next);
        }
      }
    } catch (InterruptedException e) {
      // Closed: what waits is counted by who closes.
      Thread.currentThread().interrupt();
    }
  }

  private void offer(RawGeodata data) throws InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        route.offer(data, stayed::add);
        return;
      } catch (IOException e) {
        log.warn(
            "event=surveying_unit_unreachable attempt={} problem=\"{}\"", attempt, e.getMessage());
        if (attempt < ATTEMPTS && !ended) {
          TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
      }
    }
    stays(data, NOT_TAKEN);
  }

  private void stays(RawGeodata data, String reason) {
    long at = data.capturedAt().toEpochMilli();
    stayed.add(new StayedInCar(Fate.KEPT, data.category(), reason, List.of(), 1, at, at));
  }

  /**
   * Ends the feed; what the unit does not take within seconds stays, and {@link #settle} says so.
   */
  @Override
  public void close() {
    ended = true;
    try {
      sender.join(PATIENCE.toMillis());
      sender.interrupt();
      sender.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (RawGeodata each = waiting.poll(); each != null; each = waiting.poll()) {
      stays(each, NOT_TAKEN);
    }
  }
}
