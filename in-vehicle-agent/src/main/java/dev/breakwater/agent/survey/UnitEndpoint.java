package dev.breakwater.agent.survey;

import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.wire.Digest;
import java.net.URI;

/**
 * Where the qualified unit receives.
 *
 * @param address of HTTPS, with a host and a path
 * @param pin SHA-256 of its certificate, as DER: no other is spoken with, whoever signed it
 * @param onshore where it has to stand
 */
public record UnitEndpoint(URI address, Digest pin, OnshoreNetworks onshore) {
  /**
   * @throws IllegalArgumentException unless the address is one of HTTPS
   */
  public UnitEndpoint {
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("the unit's endpoint is an address of https");
    }
  }
}
