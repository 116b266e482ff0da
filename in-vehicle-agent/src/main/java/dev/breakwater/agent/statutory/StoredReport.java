package dev.breakwater.agent.statutory;

import dev.breakwater.wire.Bytes;
import java.time.Instant;

/**
 * A report that waits for the platform.
 *
 * @param number of the store, from 1
 * @param at when its data was acquired
 * @param late whether it is re-issued even if it is sent at once
 * @param packet encoded, as a real-time report: a week of them has to fit into memory
 */
record StoredReport(long number, Instant at, boolean late, Bytes packet) {}
