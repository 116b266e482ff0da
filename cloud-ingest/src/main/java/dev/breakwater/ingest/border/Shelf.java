package dev.breakwater.ingest.border;

import dev.breakwater.ingest.border.FiledRelease.Progress;
import dev.breakwater.ingest.border.FiledRelease.Reached;
import dev.breakwater.ingest.border.FiledRelease.State;
import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The papers of the book: permits, requests and releases. */
final class Shelf {
  private static final String RELEASE =
      "SELECT number, request, permits, approval, recipient, at, state, rows, refused, general,"
          + " sensitive, covered, digest, statement, logged, delivered_at, erased, receipt"
          + " FROM releases ";

  private final Sql sql;

  Shelf(Sql sql) {
    this.sql = sql;
  }

  /** Keeps a signed paper. */
  void keepPermits(long sequence, Bytes note, Instant at) throws IOException {
    sql.run("INSERT INTO permits VALUES (?, ?, ?)", sequence, note.toArray(), at.toEpochMilli());
  }

  /** Returns the paper with a number, as it was signed. */
  Optional<Bytes> permits(long sequence) throws IOException {
    return sql.first(
        "SELECT note FROM permits WHERE sequence = ?", row -> Bytes.of(row.getBytes(1)), sequence);
  }

  /** Returns the highest number of a paper, 0 if there is none. */
  long newestPermits() throws IOException {
    return sql.number("SELECT max(sequence) FROM permits");
  }

  long keepRequest(Bytes yaml, Instant at) throws IOException {
    return sql.insert(
        "INSERT INTO requests (yaml, filed_at) VALUES (?, ?)", yaml.toArray(), at.toEpochMilli());
  }

  Optional<FiledRequest> request(long number) throws IOException {
    return requests("WHERE number = ?", number).stream().findFirst();
  }

  List<FiledRequest> requests() throws IOException {
    return requests("WHERE number > ? ORDER BY number", 0);
  }

  private List<FiledRequest> requests(String which, long value) throws IOException {
    return sql.all("SELECT number, filed_at, yaml FROM requests " + which, Shelf::request, value);
  }

  private static FiledRequest request(ResultSet row) throws SQLException {
    long number = row.getLong(1);
    try {
      return new FiledRequest(
          number,
          Instant.ofEpochMilli(row.getLong(2)),
          ExportRequest.load(Bytes.of(row.getBytes(3)), "request " + number));
    } catch (InvalidSourceException e) {
      throw new SQLException("request " + number + " was readable when it was filed", e);
    }
  }

  Optional<FiledRelease> releaseOf(long request) throws IOException {
    return releases("WHERE request = ?", request).stream().findFirst();
  }

  List<FiledRelease> releases() throws IOException {
    return releases("WHERE number > ? ORDER BY number", 0);
  }

  /** Returns the releases that are not yet where they should be, the oldest first. */
  List<FiledRelease> unfinished() throws IOException {
    return releases(
        "WHERE number > ? AND (logged IS NULL OR state IN ('DECIDED', 'LOGGED')) ORDER BY number",
        0);
  }

  private List<FiledRelease> releases(String which, long value) throws IOException {
    List<FiledRelease> found = sql.all(RELEASE + which, this::release, value);
    return found;
  }

  private FiledRelease release(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    long logged = row.getLong("logged");
    boolean isLogged = !row.wasNull();
    long delivered = row.getLong("delivered_at");
    boolean isDelivered = !row.wasNull();
    String receipt = row.getString("receipt");
    return new FiledRelease(
        number,
        row.getLong("request"),
        row.getLong("permits"),
        row.getString("approval"),
        row.getString("recipient"),
        Instant.ofEpochMilli(row.getLong("at")),
        State.valueOf(row.getString("state")),
        row.getLong("rows"),
        row.getLong("refused"),
        new Reached(row.getLong("general"), row.getLong("sensitive"), row.getLong("covered")),
        new Digest(Bytes.of(row.getBytes("digest"))),
        statement(row.getBytes("statement")),
        new Progress(
            isLogged ? logged : null,
            isDelivered ? Instant.ofEpochMilli(delivered) : null,
            row.getLong("erased"),
            receipt == null ? "" : receipt),
        tallies(number, "refused"),
        tallies(number, "category"));
  }

  private static Statement statement(byte[] encoding) throws SQLException {
    try {
      return Statement.decode(Bytes.of(encoding));
    } catch (WireFormatException e) {
      throw new SQLException("a statement of the book does not decode", e);
    }
  }

  private Map<String, Long> tallies(long release, String kind) throws SQLException {
    try {
      Map<String, Long> tallies = new HashMap<>();
      sql.all(
          "SELECT name, rows FROM tallies WHERE release = ? AND kind = ?",
          row -> tallies.put(row.getString(1), row.getLong(2)),
          release,
          kind);
      return tallies;
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  void markLogged(long release, long index) throws IOException {
    sql.run(
        "UPDATE releases SET logged = ?, state = CASE state WHEN 'DECIDED' THEN 'LOGGED' ELSE state"
            + " END WHERE number = ?",
        index,
        release);
  }

  void markDelivered(long release, Instant at, long erased, String receipt) throws IOException {
    sql.run(
        "UPDATE releases SET state = 'DELIVERED', delivered_at = ?, erased = ?, receipt = ?"
            + " WHERE number = ? AND state = 'LOGGED'",
        at.toEpochMilli(),
        erased,
        receipt,
        release);
  }
}
