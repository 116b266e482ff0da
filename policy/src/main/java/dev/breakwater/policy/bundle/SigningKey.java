package dev.breakwater.policy.bundle;

import dev.breakwater.policy.bundle.SignatureScheme.Algorithm;
import dev.breakwater.policy.rule.Period;
import java.util.regex.Pattern;

/**
 * A key that may sign bundles for a time.
 *
 * @param text as its owner publishes it: {@code name+keyid+base64}
 * @param valid when a bundle that it signed may be accepted
 */
public record SigningKey(String text, Algorithm algorithm, Period valid) {
  // Narrower than C2SP signed-note, so that a key is a plain word in YAML.
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]{1,256}");

  /**
   * @throws IllegalArgumentException if the text has another shape
   */
  public SigningKey {
    text(text);
  }

  static String text(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a key is name+keyid+base64, and its name has only letters, digits and . _ / -");
    }
    return text;
  }
}
