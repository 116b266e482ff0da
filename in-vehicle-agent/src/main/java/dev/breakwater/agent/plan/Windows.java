package dev.breakwater.agent.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times that a plan records: around each stretch in which its condition held, or always. The
 * last few are known, as frames come later than the signals of the same instant. Used by one
 * thread.
 */
final class Windows {
  private static final int MAX_KNOWN = 16;
  private static final Window ALWAYS = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  private final @Nullable Trigger trigger;
  private final Deque<Window> known = new ArrayDeque<>();

  /**
   * A time to be recorded, Unix milliseconds.
   *
   * @param fromMillis first instant
   * @param untilMillis last instant, unless the condition goes on to hold
   */
  record Window(long fromMillis, long untilMillis) {
    boolean contains(long atMillis) {
      return atMillis >= fromMillis && atMillis <= untilMillis;
    }
  }

  /**
   * @param trigger null for always
   */
  Windows(@Nullable Trigger trigger) {
    this.trigger = trigger;
    if (trigger == null) {
      known.add(ALWAYS);
    }
  }

  /** Notes that the condition holds. */
  void held(long atMillis) {
    if (trigger != null) {
      open(atMillis - trigger.before().toMillis(), atMillis + trigger.after().toMillis());
    }
  }

  private void open(long fromMillis, long untilMillis) {
    Window last = known.peekLast();
    if (last != null && fromMillis <= last.untilMillis) {
      known.removeLast();
      known.add(new Window(last.fromMillis, untilMillis));
    } else {
      known.add(new Window(fromMillis, untilMillis));
    }
    if (known.size() > MAX_KNOWN) {
      known.remove();
    }
  }

  /** Returns the window that an instant is in. */
  Optional<Window> at(long atMillis) {
    // The newest first: nearly all that is asked is in it, or in none.
    for (var each = known.descendingIterator(); each.hasNext(); ) {
      Window window = each.next();
      if (window.contains(atMillis)) {
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }
}
