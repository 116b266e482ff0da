package dev.breakwater.policy.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
    NUMBERS;

    boolean holds(Object value) {
      return switch (this) {
        case TEXT -> value instanceof String;
        case TRUTH -> value instanceof Boolean;
        case REAL -> value instanceof Double;
        case NUMBERS -> value instanceof List;
      };
    }
  }

  private static final int MAX_TEXT = 1000;
  private static final Pattern REAL =
      Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,20})?([eE]-?[0-9]{1,2})?");

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

  /**
   * Returns the value that somebody wrote down.
   *
   * @throws IllegalArgumentException if it is none of this variable's type
   */
  public Object parse(String written) {
    return switch (type) {
      case TEXT -> text(written);
      case TRUTH -> truth(written);
      case REAL -> real(written);
      case NUMBERS -> throw new IllegalArgumentException("a list cannot be given here");
    };
  }

  private static String text(String written) {
    if (written.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a text has at most " + MAX_TEXT + " characters");
    }
    return written;
  }

  private static boolean truth(String written) {
    return switch (written) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + written + "' is neither true nor false");
    };
  }

  private static double real(String written) {
    if (!REAL.matcher(written).matches()) {
      throw new IllegalArgumentException("a number, e.g. 31.2, is expected here");
    }
    return Double.parseDouble(written);
  }

  /** Returns the variable that conditions call so. */
  public static Optional<Variable> named(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }
}
