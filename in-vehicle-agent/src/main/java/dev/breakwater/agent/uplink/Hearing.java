package dev.breakwater.agent.uplink;

import java.time.Duration;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MessageInterceptor;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.scandium.DtlsHealth;

/** What one session hears of its receiver, and how long it has been waiting. For any thread. */
final class Hearing implements DtlsHealth {
  /** In this time two repeats went unanswered, and the receiver could say that it cannot commit. */
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(4);

  private static final Duration MOST_PATIENCE = Duration.ofSeconds(12);

  // All guarded by this object's monitor.
  private long recordAtNanos = System.nanoTime();
  private long heardAtNanos = System.nanoTime();
  private long roundTripNanos;
  private int expected;
  private boolean answered;
  private boolean shakenHands;
  private boolean failed;
  private boolean closed;

  /** A request goes out; the wait begins unless one is already in vain. */
  synchronized void asked() {
    if (expected++ == 0 && answered) {
      heardAtNanos = System.nanoTime();
    }
    if (!shakenHands && !failed && expected == 1) {
      recordAtNanos = System.nanoTime();
    }
  }

  synchronized void answered(Duration after) {
    expected--;
    long nanos = after.toNanos();
    boolean shorter = roundTripNanos == 0 || nanos < roundTripNanos;
    roundTripNanos = shorter ? nanos : (7 * roundTripNanos + nanos) / 8;
  }

  synchronized void unanswered() {
    expected--;
    answered = false;
  }

  private synchronized void heard() {
    heardAtNanos = System.nanoTime();
    answered = true;
  }

  synchronized boolean hasAnswered() {
    return answered;
  }

  synchronized boolean hasShakenHands() {
    return shakenHands;
  }

  synchronized boolean hasFailed() {
    return failed;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized Duration sinceRecord() {
    return Duration.ofNanos(System.nanoTime() - recordAtNanos);
  }

  synchronized Duration silence() {
    return expected == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - heardAtNanos);
  }

  /** Where an answer takes long, longer is waited for the next. */
  synchronized Duration patience() {
    Duration twice = Duration.ofNanos(2 * roundTripNanos);
    Duration least = twice.compareTo(LEAST_PATIENCE) > 0 ? twice : LEAST_PATIENCE;
    return least.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : least;
  }

  /** Returns the ear for messages: acknowledgements of single blocks, and of pings, too. */
  MessageInterceptor messages() {
    return new MessageInterceptorAdapter() {
      @Override
      public void receiveResponse(Response response) {
        heard();
      }

      @Override
      public void receiveEmptyMessage(EmptyMessage message) {
        heard();
      }
    };
  }

  @Override
  public boolean isEnabled() {
    return true;
  }

  /** Another one: the receiver has closed the session. */
  @Override
  public synchronized void startHandshake() {
    closed |= shakenHands;
  }

  @Override
  public synchronized void endHandshake(boolean success) {
    shakenHands |= success;
    failed |= !success;
    heardAtNanos = success ? System.nanoTime() : heardAtNanos;
  }

  @Override
  public synchronized void receivingRecord(boolean drop) {
    recordAtNanos = drop ? recordAtNanos : System.nanoTime();
  }

  @Override
  public void sendingRecord(boolean drop) {}

  @Override
  public void dump(String tag, int maxConnections, int remaining, int pending) {}
}
