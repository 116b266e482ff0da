package dev.breakwater.report.exports;

import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.report.evidence.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The releases of one year in the border's register ({@code cloud export report --format json}).
 *
 * @param file the register
 * @param entries of the year, in China's time, the oldest first
 * @param onlyInLog what the log has of the year and the border's book has not; nothing if nobody
 *     looked
 */
public record ExportRegister(
    EvidenceFile file, int year, List<ExportEntry> entries, List<ExportEntry> onlyInLog) {
  /** The column that an entry of the log has in place of a release's: its index. */
  public static final String ONLY_IN_LOG = "only-in-log";

  public ExportRegister {
    entries = List.copyOf(entries);
    onlyInLog = List.copyOf(onlyInLog);
  }

  public static ExportRegister of(EvidenceFile file, int year)
      throws IOException, EvidenceException {
    List<ExportEntry> entries = new ArrayList<>();
    List<ExportEntry> onlyInLog = new ArrayList<>();
    for (Json each : Json.of(file).elements()) {
      ExportEntry entry = ExportEntry.of(each);
      if (entry.year() == year) {
        (each.has(ONLY_IN_LOG) ? onlyInLog : entries).add(entry);
      }
    }
    entries.sort(Comparator.comparing(ExportEntry::at));
    return new ExportRegister(file, year, entries, onlyInLog);
  }

  /** Returns the largest value of a count: of a running one, where it stands. */
  public long reached(String column) throws EvidenceException {
    long reached = 0;
    for (ExportEntry each : entries) {
      reached = Math.max(reached, each.count(column));
    }
    return reached;
  }

  public long sum(String column) throws EvidenceException {
    long sum = 0;
    for (ExportEntry each : entries) {
      sum += each.count(column);
    }
    return sum;
  }

  /** Returns the distinct values of a column, sorted. */
  public Set<String> values(String column) throws EvidenceException {
    Set<String> values = new TreeSet<>();
    for (ExportEntry each : entries) {
      values.add(each.text(column));
    }
    return values;
  }

  /** Returns the rows that left, by month of the year. */
  List<Long> rowsByMonth() throws EvidenceException {
    long[] months = new long[12];
    for (ExportEntry each : entries) {
      months[each.month() - 1] += each.count("rows");
    }
    List<Long> rows = new ArrayList<>();
    for (long month : months) {
      rows.add(month);
    }
    return rows;
  }
}
