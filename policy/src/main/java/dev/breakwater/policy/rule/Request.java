package dev.breakwater.policy.rule;

import java.time.Instant;

/**
 * One question to the policy.
 *
 * @param category dotted name of the kind of data; one that no pack knows is denied
 * @param purpose what the data is for, e.g. {@code incident.review}
 * @param consent of the person concerned, for this category and purpose
 * @param at when the act happens: the law in force at this instant decides
 */
public record Request(Stage stage, String category, String purpose, Consent consent, Instant at) {}
