package dev.breakwater.agent.plan;

/**
 * Which camera a plan asks for.
 *
 * @param sensor name of an exterior camera, e.g. {@code exterior.front}
 * @param maxHertz how many frames are taken in a second at most
 */
public record CameraChoice(String sensor, double maxHertz) {}
