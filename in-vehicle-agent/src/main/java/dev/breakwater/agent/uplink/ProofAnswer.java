package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question for a proof.
 *
 * @param told whether the receiver said that it has a proof or none; it may be busy, or silent
 * @param proof null if there is none
 */
record ProofAnswer(ProofQuestion question, boolean told, @Nullable Bytes proof) {}
