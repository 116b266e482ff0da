package dev.breakwater.anonymizer.detect;

import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decides whether a descriptor from outside may be used. Keys and their form are the caller's: this
 * module keeps none.
 */
public interface ModelTrust {
  /** What is appended to a descriptor's name to name its signature. */
  String SIGNATURE_ENDING = ".sig";

  /**
   * Returns why a descriptor is not to be trusted; empty if it is.
   *
   * @param statement what must be signed, see {@link #statement}
   * @param signature content of the file beside the descriptor, empty if there is none
   */
  Optional<String> objection(String statement, String signature);

  /** Returns a trust in everything: only for files, and said in their manifests. */
  static ModelTrust unsigned() {
    return (statement, signature) -> Optional.empty();
  }

  /**
   * Returns what is signed in place of a descriptor's text, which pins the model file: lines of
   * text that a signed note (C2SP) can hold and no other signature of ours begins with.
   */
  static String statement(byte[] descriptor) {
    return "breakwater model descriptor v1\n" + Digest.of(descriptor).hex() + "\n";
  }

  /** Returns the statement of a descriptor's text. */
  static String statement(String descriptor) {
    return statement(descriptor.getBytes(StandardCharsets.UTF_8));
  }
}
