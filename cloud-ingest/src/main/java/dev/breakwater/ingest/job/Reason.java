package dev.breakwater.ingest.job;

/** Why something is quarantined; the first word of the reason of its outcome. */
public enum Reason {
  /** The bytes are not the record they should be. */
  UNDECODABLE,
  /** It does not open under its key, or its label is of another item: somebody changed it. */
  UNOPENABLE,
  /** The vehicle that delivered it is not enrolled. */
  UNKNOWN_VEHICLE,
  /** It claims to come from another vehicle than the one that delivered it. */
  WRONG_PEER,
  /** The signature of a segment does not verify. */
  BAD_SEAL,
  /** A segment does not continue its chain. */
  CHAIN_BROKEN,
  /** Another segment was accepted under the same numbers. */
  CHAIN_FORKED,
  /** No accepted segment names the item. */
  NO_SEGMENT,
  /** The segment names other bytes under this number. */
  DIGEST_MISMATCH,
  /** The claimed capture time is outside what the chain and the receipt allow. */
  CAPTURE_TIME,
  /**
   * The gate's attestations of a clip are incomplete, overlap or name a model that is not pinned.
   */
  ATTESTATION,
  /** No accepted clip manifest of the chain names the chunk. */
  NO_MANIFEST,
  /** A chain has more open numbers or announced chunks than the job keeps. */
  TOO_MANY_OPEN
}
