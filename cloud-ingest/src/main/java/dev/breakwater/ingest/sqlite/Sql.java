package dev.breakwater.ingest.sqlite;

import dev.breakwater.audit.durable.DurableFiles;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a SQLite file of the onshore side. A transaction that returned survives a power
 * cut as far as SQLite promises (write-ahead log, {@code synchronous=FULL}); one that did not is as
 * if it had never begun. Only one process at a time is inside a transaction that writes. Not
 * thread-safe.
 */
public final class Sql implements AutoCloseable {
  /** How long a process waits for another one's transaction. */
  private static final int BUSY_MILLIS = 30_000;

  /**
   * Keys of the border's book lie in no order, so a release touches most pages: with a small cache
   * each of them would be written many times. What is not needed is not taken.
   */
  private static final int CACHE_KIB = 128 << 10;

  private static final String OPTIONS =
      "?journal_mode=WAL&synchronous=FULL&foreign_keys=true&transaction_mode=IMMEDIATE&busy_timeout="
          + BUSY_MILLIS
          + "&cache_size=-"
          + CACHE_KIB;

  private final String name;
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Sql(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
  }

  /**
   * What such a file holds.
   *
   * @param name what it is to people, for example {@code the border's book}
   * @param version of the tables; a file of another version is refused
   * @param statements that make the tables of an empty file
   */
  public record Schema(String name, int version, List<String> statements) {
    public Schema {
      statements = List.copyOf(statements);
    }
  }

  /** Makes something of a row. */
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** What is done as a whole or not at all. */
  public interface Work<T, X extends Exception> {
    T run() throws IOException, X;
  }

  /** Opens the file, or begins one with the tables of {@code schema}. */
  public static Sql open(Path file, Schema schema) throws IOException {
    Path place = file.toAbsolutePath();
    DurableFiles.createDirectories(Objects.requireNonNull(place.getParent()));
    Sql sql;
    try {
      String name = schema.name() + " " + file;
      sql = new Sql(name, DriverManager.getConnection("jdbc:sqlite:" + place + OPTIONS));
    } catch (SQLException e) {
      throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
    }
    boolean opened = false;
    try {
      // Within a transaction: another process may be about to make the tables.
      sql.atomically(() -> sql.prepare(schema));
      opened = true;
      return sql;
    } finally {
      if (!opened) {
        sql.close();
      }
    }
  }

  private long prepare(Schema schema) throws IOException {
    long version = number("PRAGMA user_version");
    if (version == 0) {
      for (String statement : schema.statements()) {
        run(statement);
      }
      run("PRAGMA user_version = " + schema.version());
    } else if (version != schema.version()) {
      throw new IOException("%s has version %d, not %d".formatted(name, version, schema.version()));
    }
    return version;
  }

  /** Returns how many rows the statement changed. */
  public int run(String statement, @Nullable Object... values) throws IOException {
    try {
      return bound(statement, values).executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Inserts a row and returns its number. */
  public long insert(String statement, @Nullable Object... values) throws IOException {
    run(statement, values);
    return first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
  }

  /** Returns what {@code row} makes of each row of the answer, in its order. */
  public <T> List<T> all(String query, Row<T> row, @Nullable Object... values) throws IOException {
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

  /** Returns what {@code row} makes of the first row of the answer. */
  public <T> Optional<T> first(String query, Row<T> row, @Nullable Object... values)
      throws IOException {
    return all(query, row, values).stream().findFirst();
  }

  /** Returns the number that a query answers, 0 if it has no answer. */
  public long number(String query, @Nullable Object... values) throws IOException {
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
  public <T, X extends Exception> T atomically(Work<T, X> work) throws IOException, X {
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
    return new IOException(name + ": " + e.getMessage(), e);
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
