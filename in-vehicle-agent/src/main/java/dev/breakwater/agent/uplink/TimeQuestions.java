package dev.breakwater.agent.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Asks the receiver for the time: when a session is established, and then now and again. Belongs to
 * the uplink's thread.
 */
final class TimeQuestions {
  private static final Duration NOW_AND_AGAIN = Duration.ofMinutes(10);
  private static final Duration AFTER_SILENCE = Duration.ofSeconds(5);

  private final Consumer<Instant> inbox;
  private final DtlsSession session;
  private boolean asking;
  private long askAtNanos = System.nanoTime();

  TimeQuestions(Consumer<Instant> inbox, DtlsSession session) {
    this.inbox = inbox;
    this.session = session;
  }

  void attend() {
    TimeAnswer answer = session.nextTime();
    if (answer != null) {
      asking = false;
      Duration pause = answer.heard() ? NOW_AND_AGAIN : AFTER_SILENCE;
      askAtNanos = System.nanoTime() + pause.toNanos();
      if (answer.time() != null) {
        inbox.accept(answer.time());
      }
    }
    // Not the first question of a session: the handshake is for what is to be sent.
    if (!asking && session.isEstablished() && System.nanoTime() - askAtNanos >= 0) {
      asking = true;
      session.askForTime();
    }
  }
}
