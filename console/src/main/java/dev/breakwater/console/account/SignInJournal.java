package dev.breakwater.console.account;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who signed in and who was refused: in the log of the process, and the last of them in memory.
 * Safe for use by several threads.
 */
public final class SignInJournal {
  /** As many as an administrator is shown. */
  static final int KEPT = 200;

  private static final Logger log = LoggerFactory.getLogger(SignInJournal.class);

  private final InstantSource clock;
  private final Deque<SignInEvent> last = new ArrayDeque<>();

  /** What happened. */
  public enum What {
    SIGNED_IN,
    REFUSED,
    THROTTLED,
    SIGNED_OUT,
    PASSWORD_CHANGED
  }

  /**
   * One event.
   *
   * @param account as it was given, shortened to what a name may be
   * @param address of the network from which it came
   */
  public record SignInEvent(long atMillis, What what, String account, String address) {}

  public SignInJournal(InstantSource clock) {
    this.clock = clock;
  }

  /** Tells the journal; a name that is none cannot break a line of the log. */
  public synchronized void tell(What what, String account, String address) {
    String plain = account.replaceAll("[^A-Za-z0-9._@-]", "?");
    String name = plain.substring(0, Math.min(plain.length(), 64));
    log.info("event=console_{} account={} address={}", lower(what), name, address);
    last.addFirst(new SignInEvent(clock.millis(), what, name, address));
    if (last.size() > KEPT) {
      last.removeLast();
    }
  }

  private static String lower(What what) {
    return switch (what) {
      case SIGNED_IN -> "signed_in";
      case REFUSED -> "sign_in_refused";
      case THROTTLED -> "sign_in_throttled";
      case SIGNED_OUT -> "signed_out";
      case PASSWORD_CHANGED -> "password_changed";
    };
  }

  /** Returns the last events, the newest first. */
  public synchronized List<SignInEvent> last() {
    return List.copyOf(last);
  }
}
