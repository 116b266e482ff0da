package dev.breakwater.console.law;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What laws and standards are called in full; clauses of rules have their short names. */
final class Instruments {
  private final List<Instrument> all;

  /**
   * A law or a standard.
   *
   * @param clause how a clause of it begins
   * @param reference who issued it, and since when it is in force; empty if that is not known
   */
  record Instrument(String clause, String zh, String en, String ja, String reference) {}

  private Instruments(List<Instrument> all) {
    this.all = all;
  }

  static Instruments builtIn() {
    try (InputStream in =
        Objects.requireNonNull(Instruments.class.getResourceAsStream("instruments.json"))) {
      return new Instruments(
          new ObjectMapper().readValue(in, new TypeReference<List<Instrument>>() {}));
    } catch (IOException e) {
      throw new IllegalStateException("the list of laws is part of this program", e);
    }
  }

  /** Returns what a clause is of; empty if the list does not have it. */
  Optional<Instrument> of(String clause) {
    return all.stream().filter(each -> clause.startsWith(each.clause())).findFirst();
  }
}
