package dev.breakwater.policy.border;

import dev.breakwater.wire.Digest;
import java.util.Set;

/**
 * A recipient as the border reaches it (PIPL Art. 39: its name and how to reach it).
 *
 * @param id by which requests and the log name it
 * @param endpoint address that takes deliveries, beginning with {@code https://}
 * @param pins digests of the certificates that it may show there, at least one
 * @param contact where a person exercises rights, e.g. a mail address
 */
public record Consignee(
    String id, Recipient recipient, String endpoint, Set<Digest> pins, String contact) {
  public Consignee {
    pins = Set.copyOf(pins);
  }
}
