package dev.breakwater.agent.decide;

import dev.breakwater.wire.Signal;

/**
 * A sample that may leave, in the form in which it may.
 *
 * @param cleared for the category of that form
 */
public record Released(Cleared cleared, Signal signal) {}
