package dev.breakwater.agent.cabin;

import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.wire.CabinExcerpt;

/**
 * What a function of the cabin may send: the only cabin type that the seal takes, and only {@link
 * FunctionExit} makes one.
 */
public final class ReleasedExcerpt {
  private final Cleared cleared;
  private final CabinExcerpt excerpt;

  ReleasedExcerpt(Cleared cleared, CabinExcerpt excerpt) {
    this.cleared = cleared;
    this.excerpt = excerpt;
  }

  public Cleared cleared() {
    return cleared;
  }

  public CabinExcerpt excerpt() {
    return excerpt;
  }
}
