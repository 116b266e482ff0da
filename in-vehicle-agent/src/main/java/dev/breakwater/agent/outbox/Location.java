package dev.breakwater.agent.outbox;

/**
 * Where an encrypted record is in its file.
 *
 * @param offset of its length field, bytes
 * @param length of its ciphertext, bytes
 * @param counter of its nonce
 */
record Location(long offset, int length, long counter) {}
