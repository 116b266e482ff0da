package dev.breakwater.agent.uplink;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Where what the receiver has for the car goes.
 *
 * @param policies gets the bundles
 * @param proofs gets the proofs that items are in the audit log
 * @param time is told what time it is
 */
public record Inboxes(PolicyInbox policies, ProofInbox proofs, Consumer<Instant> time) {}
