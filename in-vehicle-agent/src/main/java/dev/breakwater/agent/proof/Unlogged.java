package dev.breakwater.agent.proof;

import dev.breakwater.wire.UnloggedItem;
import java.io.IOException;
import java.util.List;

/**
 * The acknowledged items that the log did not have in time. Each is durable until it is known to be
 * sealed, and keeps its number over restarts: who seals the number with it seals it once. Safe for
 * use by several threads.
 */
public interface Unlogged {
  /** Of a car that asks no log. */
  Unlogged NONE =
      new Unlogged() {
        @Override
        public List<Incident> after(long number) {
          return List.of();
        }

        @Override
        public void sealed(long number) {}
      };

  /**
   * One of them.
   *
   * @param number from 1, in the order in which they were found
   */
  record Incident(long number, UnloggedItem item) {}

  /** Returns those with a higher number, the lowest first. */
  List<Incident> after(long number);

  /** Says up to which number they are sealed and durable: those are forgotten. */
  void sealed(long number) throws IOException;
}
