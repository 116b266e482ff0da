package dev.breakwater.agent.capture.mqtt;

import dev.breakwater.agent.capture.SignalSource;
import dev.breakwater.agent.capture.TraceLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The signals that a broker in the car has now. What comes faster than it is taken is counted and
 * dropped, so that memory is bounded; while the broker is away, nothing comes, and the connection
 * is tried again until this is closed. Taken from by one thread.
 */
public final class MqttSignals implements SignalSource {
  /** The most messages that wait to be taken; of the largest ones, 13 MB. */
  static final int MAX_WAITING = 10_000;

  private final LongSupplier driveMillis;
  private final MqttMessages messages;
  private final BlockingQueue<TraceLine> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  // Taken from the queue while waiting for it, not handed out yet; owned by who takes.
  private @Nullable TraceLine ahead;

  private MqttSignals(MqttSettings settings, LongSupplier driveMillis) {
    this.driveMillis = driveMillis;
    this.messages = new MqttMessages(settings.prefix());
    var connection = new MqttConnection(settings, this::arrived, closed);
    this.thread = new Thread(connection::keep, "mqtt-signals");
  }

  /**
   * Begins to listen.
   *
   * @param driveMillis tells the time since the start of the drive; asked when a message comes
   */
  public static MqttSignals start(MqttSettings settings, LongSupplier driveMillis) {
    var signals = new MqttSignals(settings, driveMillis);
    signals.thread.start();
    return signals;
  }

  /** Called by the client's thread, which must not wait. */
  private void arrived(String topic, byte[] payload) {
    if (!waiting.offer(messages.read(driveMillis.getAsLong(), topic, payload))) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public Optional<TraceLine> nextUntil(long millis) {
    if (dropped.get() > 0) {
      dropped.decrementAndGet();
      return Optional.of(new TraceLine.Unreadable("more came than was taken"));
    }
    TraceLine next = ahead == null ? waiting.poll() : ahead;
    ahead = null;
    return Optional.ofNullable(next);
  }

  @Override
  public boolean awaitMore(Duration patience) throws InterruptedException {
    if (ahead == null) {
      ahead = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    return true;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
