package dev.breakwater.agent.uplink;

/**
 * Where the receiver is and who we are.
 *
 * @param host DNS name or IP address; the receiver's certificate must name it
 * @param port UDP port
 */
public record UplinkSettings(String host, int port, VehicleIdentity identity) {}
