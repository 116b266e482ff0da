package dev.breakwater.agent.decide;

import java.util.Optional;

/** Which impact assessment covers data (PIPL Art. 55); safe for use by several threads. */
@FunctionalInterface
public interface Assessments {
  /** A car that does not know of assessments. */
  Assessments UNKNOWN = category -> Optional.empty();

  /** Returns the id of the assessment for data of a category, and nothing if that is not known. */
  Optional<String> of(String category);
}
