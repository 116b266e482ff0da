package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Bytes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the receiver for policy bundles: at the beginning of a session, after each bundle that was
 * accepted, and then now and again. Belongs to the uplink's thread.
 */
final class PolicyQuestions {
  private static final Logger log = LoggerFactory.getLogger(PolicyQuestions.class);
  private static final Duration NOW_AND_AGAIN = Duration.ofMinutes(1);

  /** An unheard question is no reason to leave the session: whether it lives shows elsewhere. */
  private static final Duration AFTER_SILENCE = Duration.ofSeconds(1);

  /** What is refused is the same the next time; its signer needs a while. */
  private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

  private final PolicyInbox inbox;
  private final DtlsSession session;
  private boolean asking;
  private long askAtNanos = System.nanoTime();

  PolicyQuestions(PolicyInbox inbox, DtlsSession session) {
    this.inbox = inbox;
    this.session = session;
  }

  /** Asks if it is time, and deals with an answer. */
  void attend() {
    if (!inbox.isOpen()) {
      return;
    }
    BundleAnswer answer = session.nextBundle();
    if (answer != null) {
      asking = false;
      Duration pause = answer.heard() ? deal(answer.tar()) : AFTER_SILENCE;
      askAtNanos = System.nanoTime() + pause.toNanos();
    }
    if (!asking && System.nanoTime() - askAtNanos >= 0) {
      asking = true;
      session.askForBundle(inbox.newest());
    }
  }

  private Duration deal(@Nullable Bytes tar) {
    if (tar == null) {
      return NOW_AND_AGAIN;
    }
    boolean accepted = inbox.take(tar);
    log.info("event=bundle_fetched bytes={} accepted={}", tar.length(), accepted);
    return accepted ? Duration.ZERO : AFTER_REFUSAL;
  }
}
