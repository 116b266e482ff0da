package dev.breakwater.agent.decide;

import java.util.Optional;

/** Which notice the person was shown; safe for use by several threads. */
@FunctionalInterface
public interface ShownNotices {
  /** A car that does not know of notices. */
  ShownNotices UNKNOWN = (category, purpose) -> Optional.empty();

  /**
   * Returns the digest of the notice shown for data of a category and a purpose, an empty text if
   * none was, and nothing if that is not known.
   */
  Optional<String> shownFor(String category, String purpose);
}
