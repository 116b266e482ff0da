package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Bytes;

/** Where the policy bundles go that the receiver has. Used by the uplink's thread. */
public interface PolicyInbox {
  /** Takes nothing: where no keys are pinned, nobody can sign a bundle. */
  PolicyInbox CLOSED =
      new PolicyInbox() {
        @Override
        public boolean isOpen() {
          return false;
        }

        @Override
        public long newest() {
          return 0;
        }

        @Override
        public boolean take(Bytes tar) {
          return false;
        }
      };

  /** Asks whether bundles are wanted at all. */
  default boolean isOpen() {
    return true;
  }

  /** Returns the sequence number of the newest bundle that was accepted, 0 if there is none. */
  long newest();

  /** Examines a bundle and returns whether it is accepted; one that is not is told elsewhere. */
  boolean take(Bytes tar);
}
