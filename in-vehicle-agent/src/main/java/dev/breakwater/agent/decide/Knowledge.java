package dev.breakwater.agent.decide;

import dev.breakwater.policy.rule.Facts;
import java.time.Instant;
import java.util.Optional;

/**
 * What the car knows of an item, for the conditions of rules. What it does not know it does not
 * say: a condition that needs it cannot be told then.
 *
 * @param surroundings where data was captured
 * @param notices what the person was shown
 * @param assessments which impact assessments there are
 * @param subjects who it is about
 */
public record Knowledge(
    Surroundings surroundings, ShownNotices notices, Assessments assessments, Subjects subjects) {
  /** A car that knows nothing of these. */
  public static final Knowledge NONE = new Knowledge(Surroundings.UNKNOWN, ShownNotices.UNKNOWN);

  /** A car that knows of no assessment and names nobody. */
  public Knowledge(Surroundings surroundings, ShownNotices notices) {
    this(surroundings, notices, Assessments.UNKNOWN, Subjects.UNNAMED);
  }

  /** Exterior data that only the anonymizer's gate makes, and seals take in no other type. */
  private static final String CLIP = "exterior.clip.";

  /** Returns the facts when data is collected, on whatever way it will leave. */
  Facts collecting(String category, String purpose, Instant capturedAt) {
    return facts(category, purpose, surroundings.at(capturedAt));
  }

  /** Returns the facts when data, captured before, leaves on a way. */
  Facts leaving(Way way, String category, String purpose, Instant capturedAt) {
    Facts collected = collecting(category, purpose, capturedAt);
    return variable -> way.value(variable).or(() -> collected.value(variable));
  }

  private Facts facts(String category, String purpose, Facts place) {
    return variable ->
        switch (variable) {
          case LATITUDE, LONGITUDE, SENSITIVE_AREA -> place.value(variable);
          case NOTICE -> notices.shownFor(category, purpose).map(Object.class::cast);
          case ANONYMIZED -> isClip(category) ? Optional.of(true) : Optional.empty();
          case PRECISION_M -> precision(category);
          case IMPACT_ASSESSMENT -> assessments.of(category).map(Object.class::cast);
          case DATA_CATEGORY,
              DATA_SENSOR,
              DATA_SENSITIVITY,
              DATA_SUBJECT,
              DATA_GRADE,
              DATA_IMPORTANT,
              DATA_SURVEYING,
              PURPOSE,
              LEGAL_BASIS,
              RECIPIENT,
              JURISDICTION,
              QUALIFIED,
              ENCRYPTED,
              MINOR,
              APPROVAL,
              ZONE ->
              Optional.empty();
        };
  }

  static boolean isClip(String category) {
    return category.startsWith(CLIP);
  }

  // A clip carries no position, so there is no precision to tell of it.
  private static Optional<Object> precision(String category) {
    return category.equals(CoarsePosition.CATEGORY)
        ? Optional.of((double) CoarsePosition.PRECISION_METRES)
        : Optional.empty();
  }
}
