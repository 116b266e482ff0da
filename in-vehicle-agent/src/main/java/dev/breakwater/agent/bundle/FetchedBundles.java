package dev.breakwater.agent.bundle;

import dev.breakwater.agent.uplink.PolicyInbox;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the bundles that the uplink fetches from its receiver. */
public final class FetchedBundles implements PolicyInbox {
  private static final Logger LOG = LoggerFactory.getLogger(FetchedBundles.class);

  private final Reception reception;
  private final PoliciesInForce policies;

  /**
   * @param policies to which the reception adds
   */
  public FetchedBundles(Reception reception, PoliciesInForce policies) {
    this.reception = reception;
    this.policies = policies;
  }

  @Override
  public long newest() {
    return policies.newest().map(bundle -> bundle.manifest().sequence()).orElse(0L);
  }

  @Override
  public boolean take(Bytes tar) {
    try {
      return reception.take(tar, "receiver");
    } catch (IOException e) {
      // What is in force goes on; the uplink asks again.
      LOG.error("event=bundles_unusable error=\"{}\"", e.toString());
      return false;
    }
  }
}
