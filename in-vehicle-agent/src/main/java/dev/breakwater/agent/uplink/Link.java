package dev.breakwater.agent.uplink;

import dev.breakwater.agent.egress.SentLedger;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The session in use and, while that is silent, another one beside it that may follow it. A session
 * is not given up before another has shaken hands: whoever answers first is used. So a car that
 * comes out of a tunnel goes on without a handshake, and one whose receiver was started anew, which
 * drops records of sessions it does not know without a word, finds it or the next receiver. Belongs
 * to the uplink's thread.
 */
final class Link implements AutoCloseable {
  /** Without any record for so long a handshake is given up and the next receiver tried. */
  private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(6);

  /** How often a silent session is asked whether it is still there. */
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);

  private final UplinkSettings settings;
  private final Ledger ledger;
  private final @Nullable SentLedger sent;
  private @Nullable DtlsSession current;
  private @Nullable DtlsSession next;

  /** Index of the receiver of the session that was opened last. */
  private int place;

  private long openNextAtNanos = System.nanoTime();
  private long probeAtNanos = System.nanoTime();

  /**
   * @param sent counts what is given to DTLS; null if nobody asks
   */
  Link(UplinkSettings settings, Ledger ledger, @Nullable SentLedger sent) {
    this.settings = settings;
    this.ledger = ledger;
    this.sent = sent;
  }

  /**
   * Returns the session to use: the one that was found beside a silent one, or a new one.
   *
   * @throws IOException if the receiver's host is not known or no socket is to be had
   */
  DtlsSession open() throws IOException {
    DtlsSession found = next;
    next = null;
    if (current != null) {
      current.close();
      current = null;
    }
    if (found == null) {
      found = openHere();
    }
    current = found;
    ledger.connecting();
    return found;
  }

  private DtlsSession openHere() throws IOException {
    var session = DtlsSession.open(settings.receivers().get(place), settings.identity());
    session.countInto(sent);
    return session;
  }

  /** Makes the next session that is opened one with the next receiver. */
  void turnToNextReceiver() {
    place = (place + 1) % settings.receivers().size();
  }

  /** Looks after the session in use; returns whether {@link #open} has a better one now. */
  boolean isOver() {
    DtlsSession session = current;
    if (session == null || session.isClosed()) {
      return true;
    }
    if (!session.hasShakenHands()) {
      return session.isUseless(HANDSHAKE_PATIENCE);
    }
    if (session.silence().compareTo(session.patience()) < 0) {
      closeNext();
      return false;
    }
    if (isTime(probeAtNanos)) {
      probeAtNanos = System.nanoTime() + PROBE_INTERVAL.toNanos();
      session.ping();
    }
    return next == null ? tryNext() : isFound(next);
  }

  /** The receiver in use comes first: it may have been started anew. */
  private boolean tryNext() {
    if (isTime(openNextAtNanos)) {
      try {
        ledger.silent();
        DtlsSession opened = openHere();
        opened.ping();
        next = opened;
      } catch (IOException e) {
        failed(e.toString());
      }
    }
    return false;
  }

  private boolean isFound(DtlsSession candidate) {
    if (!candidate.hasShakenHands() && candidate.isUseless(HANDSHAKE_PATIENCE)) {
      failed("silence");
    }
    return candidate.hasShakenHands();
  }

  private void failed(String reason) {
    closeNext();
    turnToNextReceiver();
    openNextAtNanos = System.nanoTime() + ledger.lost(reason).toNanos();
  }

  private void closeNext() {
    if (next != null) {
      next.close();
      next = null;
    }
  }

  private static boolean isTime(long nanos) {
    return System.nanoTime() - nanos >= 0;
  }

  @Override
  public void close() {
    closeNext();
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
