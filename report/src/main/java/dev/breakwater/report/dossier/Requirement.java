package dev.breakwater.report.dossier;

import java.util.List;

/**
 * One of the four requirements of the examination, and what is looked at besides.
 *
 * @param key of its texts
 * @param ids of the requirements in the checks' results
 */
record Requirement(String key, List<String> ids) {
  static final List<Requirement> FOUR =
      List.of(
          new Requirement("dossier.r1", List.of("V4", "V5")),
          new Requirement("dossier.r2", List.of("V1")),
          new Requirement("dossier.r3", List.of("V2")),
          new Requirement("dossier.r4", List.of("V6")));

  static final Requirement ABROAD = new Requirement("dossier.abroad", List.of("V11"));

  /** Asks whether a check is one of this requirement. */
  boolean isShownBy(CheckedFile check) {
    return check.requirements().stream().anyMatch(ids::contains);
  }
}
