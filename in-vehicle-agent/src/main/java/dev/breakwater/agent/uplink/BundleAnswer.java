package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question for a policy bundle.
 *
 * @param heard whether there was any answer
 * @param tar null if there is no newer bundle, or no answer
 */
record BundleAnswer(boolean heard, @Nullable Bytes tar) {}
