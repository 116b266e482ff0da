package dev.breakwater.agent.uplink;

import dev.breakwater.wire.ItemId;

/** What a car asks the receiver to prove by the audit log. */
public sealed interface ProofQuestion {
  /** Whether the log has the decision about an item of this car's own. */
  record OfItem(ItemId item) implements ProofQuestion {
    @Override
    public String query() {
      var chain = item.chain();
      return "item=%d/%s/%d".formatted(chain.epoch(), chain.lane(), item.number());
    }
  }

  /**
   * Whether the onshore side erased what a withdrawal asked for.
   *
   * @param epoch of the decision that took the consent back
   */
  record OfWithdrawal(long epoch) implements ProofQuestion {
    @Override
    public String query() {
      return "withdrawal=" + epoch;
    }
  }

  /** Returns the query of the receiver's resource {@code /l}. */
  String query();
}
