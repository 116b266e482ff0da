package dev.breakwater.policy.rule;

import java.time.Instant;
import java.util.Optional;

/**
 * One question to the policy.
 *
 * @param category dotted name of the kind of data; one that the catalog does not know is denied
 * @param purpose what the data is for, e.g. {@code incident.review}
 * @param consent of the person concerned, for this category and purpose
 * @param at when the act happens: the law in force at this instant decides
 * @param item what else is known of the item
 */
public record Request(
    Stage stage, String category, String purpose, Consent consent, Instant at, Facts item)
    implements Facts {
  /** A question about an item of which nothing else is known. */
  public Request(Stage stage, String category, String purpose, Consent consent, Instant at) {
    this(stage, category, purpose, consent, at, Facts.NONE);
  }

  @Override
  public Optional<Object> value(Variable variable) {
    return variable == Variable.PURPOSE ? Optional.of(purpose) : item.value(variable);
  }
}
