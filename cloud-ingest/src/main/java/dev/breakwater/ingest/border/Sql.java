package dev.breakwater.ingest.border;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the border's book, a SQLite file. A transaction that returned survives a power
 * cut as far as SQLite promises (write-ahead log, {@code synchronous=FULL}); one that did not is as
 * if it had never begun. Only one process at a time is inside a transaction that writes. Not
 * thread-safe.
 */
final class Sql implements AutoCloseable {
  /** How long a process waits for another one's transaction. */
  private static final int BUSY_MILLIS = 30_000;

  /**
   * Persons lie in the book in no order, so a release touches most pages: with a small cache each
   * of them would be written many times.
   */
  private static final int CACHE_KIB = 128 << 10;

  private static final String OPTIONS =
      "?journal_mode=WAL&synchronous=FULL&foreign_keys=true&transaction_mode=IMMEDIATE&busy_timeout="
          + BUSY_MILLIS
          + "&cache_size=-"
          + CACHE_KIB;

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Sql(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Makes something of a row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** What is done as a whole or not at all. */
  interface Work<T, X extends Exception> {
    T run() throws IOException, X;
  }

  static Sql open(Path file) throws IOException {
    try {
      return new Sql(
          file, DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath() + OPTIONS));
    } catch (SQLException e) {
      throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Returns how many rows the statement changed. */
  int run(String statement, @Nullable Object... values) throws IOException {
    try {
      return bound(statement, values).executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Inserts a row and returns its number. */
  long insert(String statement, @Nullable Object... values) throws IOException {
    run(statement, values);
    return first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
  }

  <T> List<T> all(String query, Row<T> row, @Nullable Object... values) throws IOException {
    try (ResultSet found = bound(query, values).executeQuery()) {
      List<T> all = new ArrayList<>();
      while (found.next()) {
        all.add(row.of(found));
      }
      return all;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  <T> Optional<T> first(String query, Row<T> row, @Nullable Object... values) throws IOException {
    return all(query, row, values).stream().findFirst();
  }

  long number(String query, @Nullable Object... values) throws IOException {
    return first(query, row -> row.getLong(1), values).orElse(0L);
  }

  private PreparedStatement bound(String statement, @Nullable Object... values)
      throws SQLException {
    PreparedStatement ready = prepared.get(statement);
    if (ready == null) {
      ready = connection.prepareStatement(statement);
      prepared.put(statement, ready);
    }
    for (int i = 0; i < values.length; i++) {
      ready.setObject(i + 1, values[i]);
    }
    return ready;
  }

  /** Does the work in one transaction; nothing of it is done if it throws. */
  <T, X extends Exception> T atomically(Work<T, X> work) throws IOException, X {
    boolean done = false;
    begin();
    try {
      T result = work.run();
      connection.commit();
      done = true;
      return result;
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      end(done);
    }
  }

  private void begin() throws IOException {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void end(boolean done) throws IOException {
    try {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private IOException failed(SQLException e) {
    return new IOException("the border's book " + file + ": " + e.getMessage(), e);
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
