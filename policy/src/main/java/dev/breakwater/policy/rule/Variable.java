package dev.breakwater.policy.rule;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a condition may speak of. Those that begin with {@code data.} are the catalog's and the same
 * for every item of a category; the others differ from item to item.
 */
public enum Variable {
  /** Dotted name of the kind of data. */
  DATA_CATEGORY("data.category", Type.TEXT),
  /** What measures it, as the catalog calls it. */
  DATA_SENSOR("data.sensor", Type.TEXT),
  /** {@code none}, {@code personal} or {@code sensitive}. */
  DATA_SENSITIVITY("data.sensitivity", Type.TEXT),
  /** {@code nobody}, {@code owner}, {@code driver}, {@code passenger} or {@code outside}. */
  DATA_SUBJECT("data.subject", Type.TEXT),
  /** {@code open}, {@code conditional} or {@code closed}. */
  DATA_GRADE("data.grade", Type.TEXT),
  /** Items of the important-data list, Auto Provisions Art. 3; empty if it is none. */
  DATA_IMPORTANT("data.important", Type.NUMBERS),
  /** Whether processing it is surveying. */
  DATA_SURVEYING("data.surveying", Type.TRUTH),
  /** Why it is processed. */
  PURPOSE("purpose", Type.TEXT),
  /**
   * On what it rests that a person's data is processed (PIPL Art. 13): {@code consent}, {@code
   * contract}, {@code staff}, {@code legal-duty} or {@code emergency}.
   */
  LEGAL_BASIS("legal_basis", Type.TEXT),
  /** Id of the assessment under PIPL Art. 55, empty if there is none. */
  IMPACT_ASSESSMENT("impact_assessment", Type.TEXT),
  /** Degrees north, WGS-84. */
  LATITUDE("latitude", Type.REAL),
  /** Degrees east, WGS-84. */
  LONGITUDE("longitude", Type.REAL),
  /** Whether the car is in a sensitive area. */
  SENSITIVE_AREA("sensitive_area", Type.TRUTH),
  /** Who gets it, as approvals name it. */
  RECIPIENT("recipient", Type.TEXT),
  /** Where it is going to be, ISO 3166-1 of two letters, e.g. {@code CN}. */
  JURISDICTION("jurisdiction", Type.TEXT),
  /** Whether the recipient has the qualification for navigation electronic maps. */
  QUALIFIED("qualified", Type.TRUTH),
  /** Digest of the notice that the person was shown, empty if none was. */
  NOTICE("notice", Type.TEXT),
  /** Whether the gate attests that faces and plates are covered. */
  ANONYMIZED("anonymized", Type.TRUTH),
  /** Whether what carries it keeps it confidential. */
  ENCRYPTED("encrypted", Type.TRUTH),
  /** Whether the person is under fourteen. */
  MINOR("minor", Type.TRUTH),
  /** How fine a position is, metres. */
  PRECISION_M("precision_m", Type.REAL),
  /** Number of the approval under which it is exported, empty if there is none. */
  APPROVAL("approval", Type.TEXT),
  /** Free-trade zone in which the exporter is registered, empty if none. */
  ZONE("zone", Type.TEXT);

  /** What a variable holds. */
  public enum Type {
    /** A {@link String}. */
    TEXT,
    /** A {@link Boolean}. */
    TRUTH,
    /** A {@link Double}. */
    REAL,
    /** A list of {@link Long}. */
    NUMBERS
  }

  private static final Map<String, Variable> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Variable::text, each -> each));

  private final String text;
  private final Type type;

  Variable(String text, Type type) {
    this.text = text;
    this.type = type;
  }

  /** Returns the name by which conditions call it. */
  public String text() {
    return text;
  }

  public Type type() {
    return type;
  }

  /** Asks whether the catalog alone says what it is. */
  public boolean isOfCatalog() {
    return text.startsWith("data.");
  }

  /** Returns the variable that conditions call so. */
  public static Optional<Variable> named(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }
}
