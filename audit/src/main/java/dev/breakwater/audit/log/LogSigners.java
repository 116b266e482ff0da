package dev.breakwater.audit.log;

import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import java.util.List;

/**
 * Who signs a log's checkpoints. Every reader knows the log by the first; the others sign beside
 * it, with algorithms that some readers ask for and all others ignore (C2SP signed-note).
 *
 * @param own its name is the log's origin
 * @param others of the same name
 */
public record LogSigners(SignerKey own, List<SignerKey> others) {
  /**
   * @throws IllegalArgumentException if one has another name: it would sign for another log
   */
  public LogSigners {
    others = List.copyOf(others);
    for (SignerKey other : others) {
      if (!other.name().equals(own.name())) {
        throw new IllegalArgumentException(other + " is not of the log " + own.name());
      }
    }
  }

  public LogSigners(SignerKey own) {
    this(own, List.of());
  }

  SignedNote sign(String text) {
    SignedNote note = own.sign(text);
    for (SignerKey other : others) {
      note = note.with(other.sign(text));
    }
    return note;
  }
}
