package dev.breakwater.policy.bundle;

/** Why a bundle is not accepted; what was in force before goes on. */
public enum Refusal {
  NOT_A_BUNDLE("Take the bundle again from its signer; it was cut short or changed on the way."),
  UNKNOWN_KEY(
      "Have it signed by a key of the newest bundle, or of the pinned keys if there is none."),
  WRONG_SIGNATURE("Take the bundle again from its signer; do not use this one."),
  KEY_NOT_IN_FORCE("Have it signed by a key that is in force now."),
  SIGNATURE_MISSING("Have it signed with the other algorithm too."),
  BROKEN_MANIFEST("Have the manifest corrected, or update this program if a field is new to it."),
  SEQUENCE_NOT_HIGHER("Have it made again with a higher sequence number, if it is to be in force."),
  MISSING_FILE("Have the bundle made again with all of its files."),
  UNLISTED_FILE("Have the bundle made again; nothing travels in it that nobody signed."),
  DIGEST_MISMATCH("Take the bundle again from its signer; do not use this one."),
  BROKEN_PACK("Have every mistake corrected and the bundle made again."),
  BROKEN_PLAN("Have every mistake of the plans corrected and the bundle made again."),
  UNACCOUNTABLE("Have the packs permit the categories control.* at every stage but export.");

  private final String remedy;

  Refusal(String remedy) {
    this.remedy = remedy;
  }

  /** Returns in one sentence what can be done about it. */
  public String remedy() {
    return remedy;
  }
}
