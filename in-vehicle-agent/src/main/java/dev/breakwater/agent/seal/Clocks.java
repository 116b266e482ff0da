package dev.breakwater.agent.seal;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of the car.
 *
 * @param bootMillis time since boot, milliseconds; never goes back
 * @param source where the wall clock comes from, e.g. {@code SYSTEM}
 */
public record Clocks(InstantSource wall, LongSupplier bootMillis, String source) {}
