package dev.breakwater.ingest.job;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemLabel;
import org.jspecify.annotations.Nullable;

/**
 * An item as the job has it: what it reads in memory, and what it writes on.
 *
 * @param item null if its key is destroyed
 * @param key name of the data key
 * @param body ciphertext of the item's encoding; empty if the key is destroyed
 */
record Delivery(ItemLabel label, @Nullable Item item, String key, Bytes body) {}
