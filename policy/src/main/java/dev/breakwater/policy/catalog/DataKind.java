package dev.breakwater.policy.catalog;

import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of data that a car produces, as the catalog declares it (GB/T 44464-2024 §4.1.4 to
 * §4.1.10, DSL Art. 21).
 *
 * @param category dotted name in the taxonomy
 * @param sensor what measures it
 * @param level its grade in GB/T 44464-2024, Annex A
 * @param annexA classes of Table A.2 there that it falls under
 * @param important items of the list in Auto Provisions Art. 3 that it falls under, 1 to 6
 * @param collectedByDefault whether it is collected before anybody decides (Art. 6(2))
 * @param precision range and resolution that its functions need (Art. 6(3), §5.3)
 * @param basis clause on which it is processed
 * @param surveying whether processing it is surveying (MNR 2022-08-30)
 * @param grade whether it may go on: see {@link Grade}
 * @param moves the grade it has once an obligation is fulfilled
 * @param signals VSS paths, or branches written {@code Vehicle.Cabin.*}
 * @param retention how long it may be kept onshore; null if no clause says
 */
public record DataKind(
    String category,
    String sensor,
    Level level,
    Set<AnnexClass> annexA,
    Set<Integer> important,
    Sensitivity sensitivity,
    Subject subject,
    boolean collectedByDefault,
    String precision,
    String basis,
    boolean surveying,
    Grade grade,
    Map<Obligation, Grade> moves,
    List<String> signals,
    @Nullable Retention retention)
    implements Facts {
  /** GB/T 44464-2024, Annex A (informative). */
  public enum Level {
    GENERAL,
    IMPORTANT,
    CORE
  }

  /** PIPL Art. 28; GB/T 44464-2024, Table A.2. */
  public enum Sensitivity {
    /** Of no person. */
    NONE,
    PERSONAL,
    SENSITIVE
  }

  /** Whose data it is (Auto Provisions Art. 3). */
  public enum Subject {
    NOBODY,
    OWNER,
    DRIVER,
    PASSENGER,
    /** A person outside the car. */
    OUTSIDE
  }

  /** Whether data may go on to where others can read it. */
  public enum Grade {
    OPEN,
    /** With consent, a permit or an obligation fulfilled. */
    CONDITIONAL,
    CLOSED
  }

  /**
   * @throws IllegalArgumentException if the parts do not go together
   */
  public DataKind {
    if (new CategoryPattern(category).text().endsWith("*")) {
      throw new IllegalArgumentException("a category, not a pattern, is expected here");
    }
    annexA = Set.copyOf(annexA);
    important = Set.copyOf(important);
    moves = Map.copyOf(moves);
    signals = List.copyOf(signals);
    if (important.isEmpty() == (level == Level.IMPORTANT)) {
      throw new IllegalArgumentException("important data, and only it, has items of Art. 3");
    }
    if ((sensitivity == Sensitivity.NONE) != (subject == Subject.NOBODY)) {
      throw new IllegalArgumentException("personal data, and only it, has a subject");
    }
    for (AnnexClass each : annexA) {
      if (sensitivity.compareTo(each.sensitivity()) < 0) {
        throw new IllegalArgumentException(
            Fields.nameOf(each) + " is at least " + Fields.nameOf(each.sensitivity()));
      }
    }
  }

  /** Asks whether it is about a person. */
  public boolean isPersonal() {
    return sensitivity != Sensitivity.NONE;
  }

  /** Returns the grade it has once these obligations are fulfilled: the most open they lead to. */
  public Grade gradeAfter(Set<Obligation> fulfilled) {
    return fulfilled.stream()
        .filter(moves::containsKey)
        .map(moves::get)
        .reduce(grade, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  @Override
  public Optional<Object> value(Variable variable) {
    return switch (variable) {
      case DATA_CATEGORY -> Optional.of(category);
      case DATA_SENSOR -> Optional.of(sensor);
      case DATA_SENSITIVITY -> Optional.of(Fields.nameOf(sensitivity));
      case DATA_SUBJECT -> Optional.of(Fields.nameOf(subject));
      case DATA_GRADE -> Optional.of(Fields.nameOf(grade));
      case DATA_IMPORTANT -> Optional.of(important.stream().map(Integer::longValue).toList());
      case DATA_SURVEYING -> Optional.of(surveying);
      case PURPOSE,
          LEGAL_BASIS,
          IMPACT_ASSESSMENT,
          LATITUDE,
          LONGITUDE,
          SENSITIVE_AREA,
          RECIPIENT,
          JURISDICTION,
          QUALIFIED,
          NOTICE,
          ANONYMIZED,
          ENCRYPTED,
          MINOR,
          PRECISION_M,
          APPROVAL,
          ZONE ->
          Optional.empty();
    };
  }
}
