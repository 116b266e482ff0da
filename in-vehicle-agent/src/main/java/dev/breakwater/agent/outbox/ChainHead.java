package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Digest;

/**
 * Where a chain stands.
 *
 * @param nextNumber number of the next item
 * @param previous digest of the last segment's manifest, {@link Digest#ZERO} before the first
 */
public record ChainHead(long nextNumber, Digest previous) {
  public static final ChainHead START = new ChainHead(0, Digest.ZERO);
}
