package dev.breakwater.agent.outbox;

/**
 * What an item is: by this the driver withdraws it.
 *
 * @param category dotted name from the policy catalog
 * @param purpose what it was collected for
 */
public record Kind(String category, String purpose) {}
