package dev.breakwater.policy.bundle;

/** What a file of a bundle is for. */
public enum FileKind {
  /** The kinds of data; a bundle has exactly one. */
  CATALOG,
  /** Rules; a bundle has at least one pack, and all are in force beside each other. */
  PACK,
  /** What a car is to record; read there, and carried here. */
  COLLECTION_PLAN,
  /** A network; only carried here. */
  MODEL,
  /**
   * The result of a passing test of a model, {@code certificates/DIGEST.json} with the digest of
   * the model; where a bundle has any, a car uses no other model.
   */
  MODEL_CERTIFICATE
}
