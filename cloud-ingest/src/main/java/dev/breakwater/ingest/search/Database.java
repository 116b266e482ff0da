package dev.breakwater.ingest.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The SQLite file of the index. What {@link #atomically} did is in it whole or not at all. Several
 * processes may have it open; one writes at a time. Not thread-safe.
 */
final class Database implements AutoCloseable {
  private static final int VERSION = 1;

  /** How long a process waits for another one's transaction. */
  private static final int BUSY_MILLIS = 30_000;

  private static final String OPTIONS = "?journal_mode=WAL&busy_timeout=" + BUSY_MILLIS;

  private static final List<String> SCHEMA =
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
          "CREATE TABLE complete (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL)",
          "CREATE TABLE searches (place INTEGER PRIMARY KEY, id TEXT NOT NULL, who TEXT NOT NULL,"
              + " question TEXT NOT NULL, at INTEGER NOT NULL)",
          "CREATE INDEX by_vehicle ON entries (vehicle, hour)",
          "CREATE INDEX by_hour ON entries (hour)",
          "CREATE INDEX by_decision ON entries (decision, hour)",
          "CREATE INDEX by_recipient ON entries (recipient, hour)",
          "CREATE INDEX by_key ON entries (key)",
          "PRAGMA user_version = " + VERSION);

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Makes something of a row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** What is done as a whole or not at all. */
  interface Work {
    void run() throws IOException;
  }

  /** Opens the file, or makes an empty one. */
  static Database open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    try {
      var database =
          new Database(
              file, DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath() + OPTIONS));
      database.prepare();
      return database;
    } catch (SQLException e) {
      throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private void prepare() throws IOException {
    long version = number("PRAGMA user_version");
    if (version != 0 && version != VERSION) {
      close();
      throw new IOException(file + " has version " + version + ", not " + VERSION);
    }
    atomically(
        () -> {
          // Asked again: another process may have made it meanwhile.
          if (number("PRAGMA user_version") == 0) {
            for (String each : SCHEMA) {
              run(each);
            }
          }
        });
  }

  /** Returns how many rows the statement changed. */
  int run(String statement, Object... values) throws IOException {
    try (PreparedStatement ready = bound(statement, values)) {
      return ready.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  <T> List<T> all(String query, Row<T> row, Object... values) throws IOException {
    try (PreparedStatement ready = bound(query, values);
        ResultSet found = ready.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (found.next()) {
        all.add(row.of(found));
      }
      return all;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the number that a query answers, 0 if it has no answer. */
  long number(String query, Object... values) throws IOException {
    return all(query, row -> row.getLong(1), values).stream().findFirst().orElse(0L);
  }

  private PreparedStatement bound(String statement, Object... values) throws SQLException {
    PreparedStatement ready = connection.prepareStatement(statement);
    for (int i = 0; i < values.length; i++) {
      ready.setObject(i + 1, values[i]);
    }
    return ready;
  }

  void atomically(Work work) throws IOException {
    boolean done = false;
    run("BEGIN IMMEDIATE");
    try {
      work.run();
      run("COMMIT");
      done = true;
    } finally {
      if (!done) {
        run("ROLLBACK");
      }
    }
  }

  private IOException failed(SQLException e) {
    return new IOException("the index " + file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
