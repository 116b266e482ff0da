package dev.breakwater.agent.uplink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question for the time.
 *
 * @param heard whether the receiver answered at all
 * @param time null if it does not tell
 */
record TimeAnswer(boolean heard, @Nullable Instant time) {}
