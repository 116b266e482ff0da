package dev.breakwater.agent.outbox;

import java.io.IOException;

/** Counts the times a vehicle had to start its chains anew; kept apart from the outbox itself. */
public interface EpochSource {
  /** Returns a number that was never returned before, from 1; durable when it returns. */
  long next() throws IOException;
}
