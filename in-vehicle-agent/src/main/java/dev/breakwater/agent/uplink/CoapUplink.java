package dev.breakwater.agent.uplink;

import dev.breakwater.agent.egress.SentLedger;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.wire.Item;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uplink by CoAP over DTLS 1.2 (RFC 7252, RFC 6347, RFC 7959), with X.509 certificates on both
 * sides. It never gives up: a session that is silent is followed by one with the same receiver or
 * the next ({@link Link}).
 */
public final class CoapUplink implements Uplink {
  private static final Logger log = LoggerFactory.getLogger(CoapUplink.class);

  private final UplinkSettings settings;
  private final Inboxes inboxes;
  private final Ledger ledger;
  private final @Nullable SentLedger sent;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** One that asks for no proofs. */
  public CoapUplink(UplinkSettings settings, PolicyInbox policies, RandomGenerator random) {
    this(settings, new Inboxes(policies, ProofInbox.CLOSED, time -> {}), random, null);
  }

  /**
   * @param inboxes get what the receiver has for the car
   * @param random shortens waiting times by chance
   * @param sent counts what is given to DTLS; null if nobody asks
   */
  public CoapUplink(
      UplinkSettings settings, Inboxes inboxes, RandomGenerator random, @Nullable SentLedger sent) {
    this.settings = settings;
    this.inboxes = inboxes;
    this.ledger = new Ledger(random, settings.bytesPerSecond());
    this.sent = sent;
  }

  @Override
  public void start(Outbox outbox, Predicate<Item> mayLeave) {
    if (thread != null) {
      throw new IllegalStateException("the uplink is started once");
    }
    thread = new Thread(() -> run(new Load(outbox, mayLeave)), "uplink");
    thread.start();
  }

  /** Returns what was done so far, as one consistent picture. */
  public UplinkProgress progress() {
    return ledger.progress();
  }

  private void run(Load load) {
    try (var link = new Link(settings, ledger, sent)) {
      while (isOpen()) {
        String reason = serve(load, link);
        if (isOpen() && !reason.isEmpty()) {
          link.turnToNextReceiver();
          Duration wait = ledger.lost(reason);
          var unused = closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    } catch (IOException e) {
      // The outbox's contract: the process ends and opens it anew; nothing acknowledged is lost.
      log.error("event=uplink_stopped error=\"{}\"", e.toString());
      ledger.stopped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Serves the outbox over one session; returns why that failed, or nothing to go on at once. */
  private String serve(Load load, Link link) throws IOException, InterruptedException {
    DtlsSession session;
    try {
      session = link.open();
    } catch (IOException e) {
      return e.toString();
    }
    return new Transmission(load, link, session, ledger, inboxes).run(this::isOpen);
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
