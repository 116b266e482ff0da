package dev.breakwater.console.fleet;

import dev.breakwater.ingest.job.Reason;

/** Why rows are in quarantine: the first word of what the job writes, and the clause behind it. */
final class Reasons {
  /** A stored clip in which a second network found a face or a plate. */
  static final String SECOND_LOOK = "SECOND_LOOK";

  /** What this release has no word for. */
  static final String OTHER = "OTHER";

  private static final String ANONYMIZED = "GB/T 44464-2024 §5.6.1.2";
  private static final String PROTECTED = "DSL Art. 27, PIPL Art. 51";
  private static final String UNLABELLED = "DSL Art. 21";

  private Reasons() {}

  /** Returns a word that the page turns into a sentence. */
  static String name(String reason) {
    String word = reason.split(":", 2)[0];
    if (word.equals(SECOND_LOOK)) {
      return word;
    }
    try {
      return Reason.valueOf(word).name();
    } catch (IllegalArgumentException e) {
      return OTHER;
    }
  }

  /** Returns where the law asks for the check that failed. */
  static String clause(String name) {
    if (name.equals(SECOND_LOOK)) {
      return "GB/T 44464-2024 §5.6.2";
    }
    return name.equals(OTHER) ? PROTECTED : clause(Reason.valueOf(name));
  }

  private static String clause(Reason reason) {
    return switch (reason) {
      // What nobody can read has no category, and what has none is not processed.
      case UNDECODABLE -> UNLABELLED;
      case ATTESTATION, NO_MANIFEST -> ANONYMIZED;
      // Nobody could say any more which vehicle said what.
      case UNOPENABLE,
          UNKNOWN_VEHICLE,
          WRONG_PEER,
          BAD_SEAL,
          CHAIN_BROKEN,
          CHAIN_FORKED,
          NO_SEGMENT,
          DIGEST_MISMATCH,
          CAPTURE_TIME,
          TOO_MANY_OPEN ->
          PROTECTED;
    };
  }
}
