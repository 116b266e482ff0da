package dev.breakwater.ingest.onshore;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.DataKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tables in order beside the writer: rows that may not be kept any longer are erased,
 * small files become large ones, old snapshots end, what crashes left is deleted. Whatever stops it
 * half way, the next run goes on. Not thread-safe.
 */
public final class StoreMaintenance {
  /** How long a reader may stay on a state of a table. */
  public static final Duration SNAPSHOT_AGE = Duration.ofHours(1);

  private final IcebergStore store;
  private final Function<Instant, Catalog> law;

  /**
   * What one run did.
   *
   * @param erasedRows past their retention
   * @param compactedFiles replaced by larger ones
   * @param expiredSnapshots that nobody can read any more
   * @param orphans files that belonged to no snapshot
   */
  public record Report(long erasedRows, long compactedFiles, long expiredSnapshots, long orphans) {}

  /**
   * @param law the catalog in force at an instant, which says how long what may be kept
   */
  public StoreMaintenance(IcebergStore store, Function<Instant, Catalog> law) {
    this.store = store;
    this.law = law;
  }

  /**
   * @throws IOException if something could not be done; the next run does it
   */
  public Report run(Instant now) throws IOException {
    long erased = eraseExpired(now);
    long compacted = 0;
    long expired = 0;
    long orphans = 0;
    for (Part part : Part.values()) {
      Table table = store.refreshed(part);
      try {
        compacted += new Compaction(table).run();
        OldFiles old = new OldFiles(table);
        expired += old.expireOlderThan(now.minus(SNAPSHOT_AGE).toEpochMilli());
        orphans += old.removeOrphans();
      } catch (RuntimeException e) {
        throw new IOException("table " + part.table() + " cannot be put in order: " + e, e);
      }
    }
    return new Report(erased, compacted, expired, orphans);
  }

  /**
   * Whole days go, so that whole files do: a row is kept for at least a day less than the law
   * permits, and never for longer.
   */
  private long eraseExpired(Instant now) throws IOException {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    Map<String, OffsetDateTime> begins = new HashMap<>();
    Catalog catalog = law.apply(now);
    for (String category : catalog.categories()) {
      catalog
          .kind(category)
          .map(DataKind::retention)
          .ifPresent(
              kept ->
                  begins.put(
                      category,
                      today.minus(Duration.ofDays(kept.days() - 1L)).atOffset(ZoneOffset.UTC)));
    }
    long rows = 0;
    for (Part part : Part.values()) {
      long found =
          store.erase(
              part,
              row -> isBefore(row, begins.get(row.getField(OutcomeRow.CATEGORY))),
              OutcomeRow.CATEGORY,
              OutcomeRow.APPENDED);
      if (found > 0) {
        store.dropHistory(part);
      }
      rows += found;
    }
    return rows;
  }

  private static boolean isBefore(Record row, @Nullable OffsetDateTime begin) {
    return begin != null && ((OffsetDateTime) row.getField(OutcomeRow.APPENDED)).isBefore(begin);
  }
}
