package dev.breakwater.agent.uplink;

/** Where what the receiver has for the car goes. */
record Inboxes(PolicyInbox policies, ProofInbox proofs) {}
