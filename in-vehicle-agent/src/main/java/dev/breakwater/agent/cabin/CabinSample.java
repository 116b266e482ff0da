package dev.breakwater.agent.cabin;

import dev.breakwater.wire.Bytes;

/**
 * What a cabin sensor measured once; it is for functions in the car alone.
 *
 * @param category of the data, e.g. {@code cabin.camera}
 * @param capturedAtMillis Unix milliseconds
 */
public record CabinSample(String category, long capturedAtMillis, Bytes content) {}
