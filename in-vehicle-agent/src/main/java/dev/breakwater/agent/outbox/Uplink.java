package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Item;
import java.util.function.Predicate;

/**
 * Empties an outbox to the receiver, lane by lane, the most urgent first. It retries by itself for
 * as long as it is open; what is acknowledged to it is durable onshore.
 */
public interface Uplink extends AutoCloseable {
  /**
   * Begins to send in threads of its own and returns at once; called once.
   *
   * @param mayLeave asks the law at this instant; an item that may not leave is given up
   */
  void start(Outbox outbox, Predicate<Item> mayLeave);

  /** Stops sending; returns when its threads no longer touch the outbox. */
  @Override
  void close();
}
