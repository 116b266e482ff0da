package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.wire.Bytes;
import java.util.function.Function;

/** What {@link Follower#look} found. */
public sealed interface FollowReport {
  /** Returns what the function for this kind of report returns. */
  <T> T match(
      Function<Consistent, T> consistent, Function<Behind, T> behind, Function<Split, T> split);

  /**
   * Every source shows the same log, and it only grew.
   *
   * @param before the size that was known; 0 if none was
   * @param now the largest checkpoint of all
   */
  record Consistent(long before, Checkpoint now) implements FollowReport {
    @Override
    public <T> T match(
        Function<Consistent, T> consistent, Function<Behind, T> behind, Function<Split, T> split) {
      return consistent.apply(this);
    }
  }

  /**
   * All places show a smaller log than the one that was seen: they are old, or entries were taken
   * away. Nothing is proven, and a log never shrinks.
   */
  record Behind(Checkpoint seen, Checkpoint now) implements FollowReport {
    @Override
    public <T> T match(
        Function<Consistent, T> consistent, Function<Behind, T> behind, Function<Split, T> split) {
      return behind.apply(this);
    }
  }

  /**
   * The log signed two trees of which neither is the beginning of the other. The two notes prove it
   * to anybody.
   *
   * @param smaller signed note, as its source had it
   * @param larger signed note of a tree of at least that size
   * @param what in words, with the places
   */
  record Split(Bytes smaller, Bytes larger, String what) implements FollowReport {
    @Override
    public <T> T match(
        Function<Consistent, T> consistent, Function<Behind, T> behind, Function<Split, T> split) {
      return split.apply(this);
    }
  }
}
