package dev.breakwater.policy.border;

import java.time.Instant;

/**
 * One act of letting data go abroad.
 *
 * @param at the recorded instant of the release
 * @param group name of the exporter's group
 * @param category dotted name of the kind of data
 * @param purpose what the recipient gets it for
 * @param route that the law demands for it
 */
public record Release(
    Instant at, String group, Recipient recipient, String category, String purpose, Route route) {}
