package dev.breakwater.agent.outbox;

/**
 * Empties an outbox to the receiver, lane by lane, the most urgent first. It retries by itself for
 * as long as it is open; what is acknowledged to it is durable onshore.
 */
public interface Uplink extends AutoCloseable {
  /** Begins to send in threads of its own and returns at once; called once. */
  void start(Outbox outbox);

  /** Stops sending; returns when its threads no longer touch the outbox. */
  @Override
  void close();
}
