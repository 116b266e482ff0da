package dev.breakwater.agent;

import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.proof.Unlogged;
import dev.breakwater.wire.RunningSoftware;
import org.jspecify.annotations.Nullable;

/**
 * What the car tells of itself (DSL Art. 27), and what the log told it.
 *
 * @param software which runs since this start; null if that is not told
 * @param unlogged items that the log did not have in time
 * @param erasures which the log proved after withdrawals
 */
public record Accounts(@Nullable RunningSoftware software, Unlogged unlogged, Erasures erasures) {
  /** Nothing. */
  public static final Accounts NONE = new Accounts(null, Unlogged.NONE, Erasures.NONE);
}
