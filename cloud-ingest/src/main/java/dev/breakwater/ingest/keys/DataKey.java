package dev.breakwater.ingest.keys;

import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.wire.Bytes;

/**
 * One data key.
 *
 * @param name 64 hexadecimal digits; says nothing of what the key is for
 * @param secret {@value Commitment#KEY_LENGTH} bytes; makes the salts of the log's commitments
 */
public record DataKey(String name, Bytes secret) {
  /** Shows the name alone. */
  @Override
  public String toString() {
    return "key " + name;
  }
}
