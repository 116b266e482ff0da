package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;

/**
 * A sealed item that will not be delivered.
 *
 * @param digest of its encoding
 * @param reason e.g. {@code OUTBOX_FULL}
 */
public record LostItem(Item item, Digest digest, String reason) {}
