package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ItemLabel;
import java.util.Optional;

/** Which consents the people of a vehicle took back, and what that concerns. */
final class Withdrawals {
  /** The most purposes of one vehicle that are remembered; cars have nine. */
  static final int MAX_PURPOSES = 64;

  private final Ledger ledger;

  Withdrawals(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Remembers the decision if it takes anything back. */
  void accept(ConsentChange change) throws RejectedException {
    Withdrawn known = ledger.withdrawn().get(change.purpose());
    if (!change.withdraws() || (known != null && known.epoch() >= change.epoch())) {
      return;
    }
    if (known == null && count() >= MAX_PURPOSES) {
      throw new RejectedException(Reason.TOO_MANY_OPEN, MAX_PURPOSES + " purposes are withdrawn");
    }
    ledger.withdrawn().put(change.purpose(), Withdrawn.of(change));
  }

  private int count() {
    int count = 0;
    for (Withdrawn ignored : ledger.withdrawn().values()) {
      count++;
    }
    return count;
  }

  /** Returns the withdrawal that an item comes too late for. */
  Optional<Withdrawn> of(ItemLabel label) {
    if (label.consentEpoch() > 0) {
      for (Withdrawn each : ledger.withdrawn().values()) {
        if (each.covers(label.category(), label.consentEpoch())) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }
}
