package dev.breakwater.agent.outbox;

/**
 * How much is not delivered yet.
 *
 * @param bytes that the outbox takes on disk, delivered ones included
 */
public record Backlog(int segments, int items, long bytes) {
  public boolean isEmpty() {
    return segments == 0;
  }
}
