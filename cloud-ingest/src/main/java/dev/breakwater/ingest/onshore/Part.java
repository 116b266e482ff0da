package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.Outcome.Verdict;
import java.util.Locale;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/** A table of the store. Refused items have no row anywhere: what may not be stored is not. */
public enum Part {
  /** What was verified and may be stored. */
  ITEMS(Verdict.STORED),
  /** What failed a check, with the reason, for somebody to look at. */
  QUARANTINE(Verdict.QUARANTINED);

  static final Namespace NAMESPACE = Namespace.of("onshore");

  private final Verdict verdict;

  Part(Verdict verdict) {
    this.verdict = verdict;
  }

  /** Returns the verdict of every row. */
  public Verdict verdict() {
    return verdict;
  }

  /** Returns the table's name without its name space. */
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns how the rows are laid out in files. In the quarantine the category is only what a
   * vehicle claims: each invented one would become a file.
   */
  PartitionSpec partitions() {
    return switch (this) {
      case ITEMS -> StoreTables.byDayAndCategory();
      case QUARANTINE -> StoreTables.byDay();
    };
  }

  TableIdentifier identifier() {
    return TableIdentifier.of(NAMESPACE, table());
  }
}
