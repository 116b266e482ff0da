package dev.breakwater.agent.consent;

import dev.breakwater.wire.Erased;
import java.io.IOException;
import java.util.Optional;

/**
 * What the onshore side erased after withdrawals, as far as the log proves it. Safe for use by
 * several threads.
 */
@FunctionalInterface
public interface Erasures {
  /** Of a car that asks no log. */
  Erasures NONE = withdrawal -> Optional.empty();

  /**
   * Returns the receipt of what was erased; empty while there is none.
   *
   * @param withdrawal epoch of the decision that took a consent back
   * @throws IOException if there is one, and the log does not prove it
   */
  Optional<Erased> after(long withdrawal) throws IOException;
}
