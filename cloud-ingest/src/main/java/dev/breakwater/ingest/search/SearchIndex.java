package dev.breakwater.ingest.search;

import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the operator knows of the log's entries, to be searched. Private: the log itself says none
 * of it. But for the questions that were asked it has nothing that is not in log, store or Kafka:
 * who loses it makes it again. Concurrency as of its {@link Sql}.
 */
public final class SearchIndex implements AutoCloseable {
  private static final Sql.Schema SCHEMA =
      new Sql.Schema(
          "the index",
          1,
          List.of(
              "CREATE TABLE entries (place INTEGER PRIMARY KEY, stage TEXT NOT NULL,"
                  + " decision TEXT NOT NULL, rules TEXT NOT NULL, commitment TEXT NOT NULL,"
                  + " hour INTEGER NOT NULL, vehicle TEXT NOT NULL, item TEXT NOT NULL,"
                  + " category TEXT NOT NULL, recipient TEXT NOT NULL, key TEXT NOT NULL,"
                  + " erased INTEGER NOT NULL)",
              "CREATE TABLE ruled (rule TEXT NOT NULL, place INTEGER NOT NULL,"
                  + " PRIMARY KEY (rule, place)) WITHOUT ROWID",
              "CREATE TABLE positions (topic TEXT NOT NULL, part INTEGER NOT NULL,"
                  + " next INTEGER NOT NULL, PRIMARY KEY (topic, part))",
              "CREATE TABLE complete (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT"
                  + " NULL)",
              "CREATE TABLE searches (place INTEGER PRIMARY KEY, id TEXT NOT NULL, who TEXT NOT"
                  + " NULL, question TEXT NOT NULL, at INTEGER NOT NULL)",
              "CREATE INDEX by_vehicle ON entries (vehicle, hour)",
              "CREATE INDEX by_hour ON entries (hour)",
              "CREATE INDEX by_decision ON entries (decision, hour)",
              "CREATE INDEX by_recipient ON entries (recipient, hour)",
              "CREATE INDEX by_key ON entries (key)"));

  private final Sql sql;

  private SearchIndex(Sql sql) {
    this.sql = sql;
  }

  /** Opens the index, or makes an empty one. */
  public static SearchIndex open(Path file) throws IOException {
    return new SearchIndex(Sql.open(file, SCHEMA));
  }

  /**
   * What one round of reading found.
   *
   * @param from by partition, the offset it was read from; 0 where there is none
   * @param positions by partition, the offset to go on at
   */
  record Batch(
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> positions,
      List<IndexedEntry> entries) {}

  /**
   * Adds a batch with the positions it was read up to. If somebody else moved the index meanwhile,
   * or emptied it, the entries are added and its positions are left.
   */
  void add(Batch batch) throws IOException {
    sql.atomically(
        () -> {
          for (IndexedEntry each : batch.entries()) {
            add(each);
          }
          Map<Integer, Long> stored = positions(batch.topic());
          for (Map.Entry<Integer, Long> each : batch.positions().entrySet()) {
            if (!offset(stored, each.getKey()).equals(offset(batch.from(), each.getKey()))) {
              continue;
            }
            sql.run(
                "INSERT INTO positions VALUES (?, ?, ?)"
                    + " ON CONFLICT (topic, part) DO UPDATE SET next = excluded.next",
                batch.topic(),
                each.getKey(),
                each.getValue());
          }
          return batch.entries().size();
        });
  }

  private static Long offset(Map<Integer, Long> positions, int partition) {
    return positions.getOrDefault(partition, 0L);
  }

  private void add(IndexedEntry entry) throws IOException {
    int added =
        sql.run(
            "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            entry.index(),
            entry.stage(),
            entry.decision(),
            String.join("\n", entry.rules()),
            entry.commitment().hex(),
            entry.hour().toEpochMilli(),
            entry.vehicle(),
            entry.item(),
            entry.category(),
            entry.recipient(),
            entry.key());
    if (added == 1) {
      for (String rule : entry.rules()) {
        sql.run("INSERT OR IGNORE INTO ruled VALUES (?, ?)", rule, entry.index());
      }
    }
  }

  /** Returns by partition of a topic the offset to go on at. */
  Map<Integer, Long> positions(String topic) throws IOException {
    Map<Integer, Long> positions = new TreeMap<>();
    sql.all(
            "SELECT part, next FROM positions WHERE topic = ?",
            row -> Map.entry(row.getInt(1), row.getLong(2)),
            topic)
        .forEach(each -> positions.put(each.getKey(), each.getValue()));
    return positions;
  }

  /**
   * Says that no entry before {@code size} is missing but those that can never be found, unless
   * somebody else moved the index meanwhile.
   *
   * @param read by topic and partition, up to where it was read
   */
  void complete(long size, Map<String, Map<Integer, Long>> read) throws IOException {
    sql.atomically(
        () -> {
          for (Map.Entry<String, Map<Integer, Long>> each : read.entrySet()) {
            if (!positions(each.getKey()).equals(each.getValue())) {
              return 0;
            }
          }
          return sql.run("INSERT OR REPLACE INTO complete VALUES (1, ?)", size);
        });
  }

  /** Returns the first entry that may be missing. */
  long complete() throws IOException {
    return sql.number("SELECT size FROM complete");
  }

  /** Forgets what the entries of destroyed keys are about; returns how many these are. */
  long forget(Predicate<String> isDestroyed) throws IOException {
    List<String> keys =
        sql.all(
            "SELECT DISTINCT key FROM entries WHERE erased = 0 AND key <> ''",
            row -> row.getString(1));
    List<String> destroyed = keys.stream().filter(isDestroyed).toList();
    return sql.atomically(
        () -> {
          for (String key : destroyed) {
            sql.run("UPDATE entries SET item = '', category = '', erased = 1 WHERE key = ?", key);
          }
          return (long) destroyed.size();
        });
  }

  /** Writes down what a logged search asked: the log has only its digest. */
  void keep(long place, LoggedSearch.Asked asked) throws IOException {
    sql.run(
        "INSERT OR IGNORE INTO searches VALUES (?, ?, ?, ?, ?)",
        place,
        asked.id(),
        asked.who(),
        asked.question(),
        asked.at().toEpochMilli());
  }

  /** Empties the index, but for the questions that were asked. */
  public void clear() throws IOException {
    sql.atomically(
        () -> {
          int rows = 0;
          for (String table : List.of("entries", "ruled", "positions", "complete")) {
            rows += sql.run("DELETE FROM " + table);
          }
          return rows;
        });
  }

  /** Returns how many entries it has. */
  public long size() throws IOException {
    return sql.number("SELECT count(*) FROM entries");
  }

  /**
   * Returns the entries that answer a question, by index.
   *
   * @param most so many at most
   */
  public List<IndexedEntry> find(Question question, int most) throws IOException {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    question
        .conditions()
        .forEach(
            each -> {
              conditions.add(each.sql());
              values.addAll(each.values());
            });
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return sql.all(
        "SELECT * FROM entries" + where + " ORDER BY place LIMIT " + most,
        SearchIndex::entry,
        values.toArray());
  }

  private static IndexedEntry entry(ResultSet row) throws SQLException {
    return new IndexedEntry(
        row.getLong("place"),
        row.getString("stage"),
        row.getString("decision"),
        row.getString("rules").lines().toList(),
        Digest.ofHex(row.getString("commitment")),
        Instant.ofEpochMilli(row.getLong("hour")),
        row.getString("vehicle"),
        row.getString("item"),
        row.getString("category"),
        row.getString("recipient"),
        row.getString("key"),
        row.getBoolean("erased"));
  }

  /**
   * How many entries of one kind a month has.
   *
   * @param month from 1, in China's time
   */
  public record Count(int month, String stage, String decision, String category, long entries) {}

  /**
   * Counts the entries of a year in China's time.
   *
   * @param before entries from this one on are not counted
   */
  public List<Count> counts(int year, long before) throws IOException {
    return sql.all(
        "SELECT CAST(strftime('%m', hour / 1000, 'unixepoch', '+8 hours') AS INTEGER) AS month,"
            + " stage, decision, category, count(*) FROM entries"
            + " WHERE strftime('%Y', hour / 1000, 'unixepoch', '+8 hours') = ? AND place < ?"
            + " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        row ->
            new Count(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5)),
        Integer.toString(year),
        before);
  }

  /** Counts the vehicles that the entries of a year in China's time are about. */
  public long vehicles(int year, long before) throws IOException {
    return sql.number(
        "SELECT count(DISTINCT vehicle) FROM entries WHERE vehicle <> ''"
            + " AND strftime('%Y', hour / 1000, 'unixepoch', '+8 hours') = ? AND place < ?",
        Integer.toString(year), before);
  }

  @Override
  public void close() throws IOException {
    sql.close();
  }
}
