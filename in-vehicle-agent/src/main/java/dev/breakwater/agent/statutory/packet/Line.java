package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;

/**
 * One field of a packet, for people.
 *
 * @param field e.g. {@code vehicle.speed}
 * @param offset where it begins, bytes from the start of the packet
 * @param text what it means, e.g. {@code 62.5 km/h}
 * @param source the table that says so, and whether somebody read it there
 */
public record Line(String field, int offset, Bytes bytes, String text, Source source) {}
