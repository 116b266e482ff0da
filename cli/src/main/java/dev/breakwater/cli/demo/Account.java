package dev.breakwater.cli.demo;

/**
 * What became of every source item, in source items.
 *
 * @param fed from the source files
 * @param skipped not chosen by the plan; like the next four from the car's own statements
 * @param withheld by the gate
 * @param refusedInCar by the policy at COLLECT
 * @param keptInCar by the policy at OFFBOARD
 * @param tombstoned sealed, then dropped
 * @param sent named by what reached Kafka
 * @param stored complete in the onshore store
 * @param quarantined onshore
 * @param refused by the policy at STORE
 */
record Account(
    Fed fed,
    long skipped,
    long withheld,
    long refusedInCar,
    long keptInCar,
    long tombstoned,
    long sent,
    long stored,
    long quarantined,
    long refused) {

  long inCar() {
    return skipped + withheld + refusedInCar + keptInCar + tombstoned;
  }

  /** Returns whether every source item is accounted for on the car's side. */
  boolean carBalances() {
    return fed.total() == inCar() + sent;
  }

  /** Returns whether everything that was sent is accounted for onshore. */
  boolean onshoreBalances() {
    return sent == stored + quarantined + refused;
  }
}
