package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the uplink remembers from one session to the next: its counts, until when it is to be quiet,
 * and which manifests the receiver will not take. Belongs to the uplink's thread, but {@link
 * #progress} is for any.
 */
final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  /** How long nothing is sent after 4.03; the vehicle may be enrolled meanwhile. */
  private static final Duration FIRST_REFUSAL = Duration.ofSeconds(1);

  /** Also how long refused bytes are not sent again. */
  private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(1);

  private static final Duration FIRST_RECONNECT = Duration.ofMillis(250);

  /** Short, so that a receiver that is back is found within seconds. */
  private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(2);

  private final Backoff forbidden;
  private final Backoff reconnect;
  private final Map<Delivery, Long> refusedUntilNanos = new HashMap<>();
  private long pausedUntilNanos = System.nanoTime();
  private volatile UplinkProgress progress = UplinkProgress.NONE;

  private final Bandwidth bandwidth;

  Ledger(RandomGenerator random, long bytesPerSecond) {
    this.bandwidth = new Bandwidth(bytesPerSecond, System.nanoTime());
    this.forbidden = new Backoff(FIRST_REFUSAL, LONGEST_REFUSAL, random);
    this.reconnect = new Backoff(FIRST_RECONNECT, LONGEST_RECONNECT, random);
  }

  UplinkProgress progress() {
    return progress;
  }

  boolean isPaused() {
    return System.nanoTime() - pausedUntilNanos < 0;
  }

  /** Returns whether the limit of bytes a second leaves something for a lane. */
  boolean hasBandwidth(Lane lane) {
    return lane == Lane.CONTROL || bandwidth.isOpen(System.nanoTime());
  }

  void sending(int bodyBytes) {
    bandwidth.spend(bodyBytes);
  }

  boolean maySend(Delivery delivery) {
    Long until = refusedUntilNanos.get(delivery);
    return until == null || System.nanoTime() - until >= 0;
  }

  void connecting() {
    progress = progress.withConnection();
  }

  void acknowledged(Delivery delivery, int bytes) {
    if (!progress.trouble().isEmpty()) {
      log.info("event=uplink_sending");
    }
    progress = progress.withAcknowledged(delivery.kind(), bytes);
    forbidden.reset();
    reconnect.reset();
  }

  /** The receiver has asked to wait. */
  void pause(Answer answer) {
    pauseFor(answer.pause());
    trouble("the receiver is busy", answer.detail());
  }

  /** The receiver does not take this vehicle; of many such answers at once the first counts. */
  void forbidden(Answer answer) {
    if (!isPaused()) {
      pauseFor(forbidden.next());
    }
    progress = progress.withRefusal();
    trouble("the receiver does not accept this vehicle", answer.detail());
  }

  /** The receiver does not take these bytes. */
  void refused(Answer answer) {
    long now = System.nanoTime();
    refusedUntilNanos.values().removeIf(until -> now - until >= 0);
    refusedUntilNanos.put(answer.delivery(), now + LONGEST_REFUSAL.toNanos());
    progress = progress.withRefusal();
    log.error(
        "event=delivery_refused kind={} lane={} number={} answer={}",
        answer.delivery().kind(),
        answer.delivery().id().chain().lane(),
        answer.delivery().id().number(),
        answer.detail());
  }

  /** Nothing comes from the receiver any more. */
  void silent() {
    trouble("the receiver is silent", "no answer to repeated messages");
  }

  /** One delivery got no answer; the session may live. */
  void unheard(Answer answer) {
    pauseFor(reconnect.next());
    trouble("the receiver is silent", answer.detail());
  }

  /** The session is of no use any more; returns how long to wait before the next. */
  Duration lost(String reason) {
    trouble("the receiver cannot be reached", reason);
    return reconnect.next();
  }

  /** The outbox is not usable; nothing will be sent any more. */
  void stopped() {
    progress = progress.withTrouble("the outbox is not usable");
  }

  private void pauseFor(Duration wait) {
    pausedUntilNanos = System.nanoTime() + wait.toNanos();
  }

  private void trouble(String what, String detail) {
    if (!progress.trouble().equals(what)) {
      log.warn("event=uplink_waiting reason=\"{}\" detail=\"{}\"", what, detail);
    }
    progress = progress.withTrouble(what);
  }
}
