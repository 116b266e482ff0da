package dev.breakwater.ingest.keys;

import dev.breakwater.wire.Bytes;

/**
 * What is stored in place of plain bytes.
 *
 * @param key name of the data key
 * @param body the ciphertext; empty if there may be no key
 */
public record Sealed(String key, Bytes body) {}
