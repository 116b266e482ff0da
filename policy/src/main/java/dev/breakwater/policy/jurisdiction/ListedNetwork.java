package dev.breakwater.policy.jurisdiction;

/**
 * A network and where it is.
 *
 * @param jurisdiction two letters of ISO 3166-1
 */
public record ListedNetwork(Network network, String jurisdiction) {}
