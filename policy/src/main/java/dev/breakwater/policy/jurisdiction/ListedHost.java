package dev.breakwater.policy.jurisdiction;

import dev.breakwater.wire.Digest;
import java.util.Set;

/**
 * A host that somebody vouches for.
 *
 * @param name as connections name it, in lower case
 * @param jurisdiction where it stands, two letters of ISO 3166-1
 * @param pins digests of the certificates that it may show; empty if any valid one will do
 */
public record ListedHost(String name, String jurisdiction, Set<Digest> pins) {
  public ListedHost {
    pins = Set.copyOf(pins);
  }
}
