package dev.breakwater.policy.border;

import java.util.Locale;
import java.util.Set;

/**
 * Who receives an export abroad.
 *
 * @param name as in the approval
 * @param jurisdiction where it is, two letters of ISO 3166-1; Hong Kong, Macao and Taiwan have
 *     their own
 */
public record Recipient(String name, String jurisdiction) {
  private static final Set<String> JURISDICTIONS = Set.of(Locale.getISOCountries());

  /**
   * @throws IllegalArgumentException if the jurisdiction is none, or is mainland China
   */
  public Recipient {
    abroad(jurisdiction);
  }

  static String abroad(String code) {
    if (!JURISDICTIONS.contains(code) || code.equals("CN")) {
      throw new IllegalArgumentException("two letters of a jurisdiction abroad are expected here");
    }
    return code;
  }

  @Override
  public String toString() {
    return name + " (" + jurisdiction + ")";
  }
}
