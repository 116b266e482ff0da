package dev.breakwater.ingest.border;

import dev.breakwater.policy.bundle.PoliciesInForce;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What a border works with.
 *
 * @param policies which law decides when
 * @param random draws counting keys and ids of statements
 */
public record Surroundings(
    Rows rows,
    DecisionLog log,
    Delivery delivery,
    PoliciesInForce policies,
    InstantSource clock,
    SecureRandom random) {}
