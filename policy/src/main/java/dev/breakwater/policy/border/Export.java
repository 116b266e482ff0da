package dev.breakwater.policy.border;

import java.time.Instant;
import java.util.Set;

/**
 * The facts of one intended export, which {@link OrderOfDecision} decides on.
 *
 * @param at when it is to happen: the law and the year of this instant count
 * @param exemptions what the exporter claims; whether a claim helps is decided by the law
 */
public record Export(
    Instant at,
    Passage passage,
    Grade grade,
    Geodata geodata,
    Person person,
    Exporter exporter,
    Set<Exemption> exemptions) {
  /**
   * @throws IllegalArgumentException if the volumes are of another year than {@code at}, or lack a
   *     person who is said to be in them
   */
  public Export {
    exemptions = Set.copyOf(exemptions);
    Volumes counted = exporter.counted();
    if (!counted.year().equals(CountingYear.of(at))) {
      throw new IllegalArgumentException(counted + " cannot be compared with an act at " + at);
    }
    if (person.isSomebody() && !person.isNew() && counted.of(person.information()) == 0) {
      throw new IllegalArgumentException("a person was counted, and the count is 0");
    }
  }

  /** Returns the volumes of the year once this export is made and counts. */
  public Volumes volumes() {
    Volumes counted = exporter.counted();
    return person.isNew() ? counted.with(person.information()) : counted;
  }

  boolean claims(Exemption exemption) {
    return exemptions.contains(exemption);
  }

  boolean isImpersonal() {
    return !person.isSomebody();
  }
}
