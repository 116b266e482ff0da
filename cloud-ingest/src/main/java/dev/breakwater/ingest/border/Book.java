package dev.breakwater.ingest.border;

import dev.breakwater.ingest.sqlite.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The border's own record: permits, requests, releases and who was counted. Nothing in it is ever
 * taken back: triggers refuse to delete, so an erasure cannot lower a count and a record of a
 * provision stays (NDSMR Art. 12). Persons are in it as digests under a key of the border; of rows
 * only their numbers and digests. One file, version 1; a file of another version is refused.
 */
final class Book implements AutoCloseable {
  private static final int VERSION = 1;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE permits (
            sequence INTEGER PRIMARY KEY, note BLOB NOT NULL, accepted_at INTEGER NOT NULL)
          """,
          """
          CREATE TABLE requests (
            number INTEGER PRIMARY KEY AUTOINCREMENT, yaml BLOB NOT NULL, filed_at INTEGER NOT NULL)
          """,
          """
          CREATE TABLE releases (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            request INTEGER NOT NULL UNIQUE REFERENCES requests,
            permits INTEGER NOT NULL REFERENCES permits,
            approval TEXT NOT NULL, recipient TEXT NOT NULL, at INTEGER NOT NULL,
            state TEXT NOT NULL, rows INTEGER NOT NULL, refused INTEGER NOT NULL,
            general INTEGER NOT NULL, sensitive INTEGER NOT NULL, covered INTEGER NOT NULL,
            digest BLOB NOT NULL, statement BLOB NOT NULL,
            logged INTEGER, delivered_at INTEGER, erased INTEGER, receipt TEXT)
          """,
          """
          CREATE TABLE lines (
            release INTEGER NOT NULL REFERENCES releases, ordinal INTEGER NOT NULL,
            item TEXT NOT NULL, digest BLOB NOT NULL,
            PRIMARY KEY (release, ordinal)) WITHOUT ROWID
          """,
          """
          CREATE TABLE tallies (
            release INTEGER NOT NULL REFERENCES releases, kind TEXT NOT NULL, name TEXT NOT NULL,
            rows INTEGER NOT NULL, PRIMARY KEY (release, kind, name)) WITHOUT ROWID
          """,
          """
          CREATE TABLE provided (
            vehicle TEXT NOT NULL, purpose TEXT NOT NULL,
            release INTEGER NOT NULL REFERENCES releases, rows INTEGER NOT NULL,
            PRIMARY KEY (vehicle, purpose, release)) WITHOUT ROWID
          """,
          """
          CREATE TABLE persons (
            year INTEGER NOT NULL, exporter TEXT NOT NULL, information TEXT NOT NULL,
            person BLOB NOT NULL,
            PRIMARY KEY (year, exporter, information, person)) WITHOUT ROWID
          """,
          """
          CREATE TABLE covered (
            year INTEGER NOT NULL, approval TEXT NOT NULL, person BLOB NOT NULL,
            PRIMARY KEY (year, approval, person)) WITHOUT ROWID
          """,
          "CREATE TABLE key_checks (year INTEGER PRIMARY KEY, value BLOB NOT NULL)");

  private static final List<String> KEPT =
      List.of(
          "permits",
          "requests",
          "releases",
          "lines",
          "tallies",
          "provided",
          "persons",
          "covered",
          "key_checks");

  private final Sql sql;

  private Book(Sql sql) {
    this.sql = sql;
  }

  /** Opens the book, beginning one on first use. */
  static Book open(Path file) throws IOException {
    List<String> statements = new ArrayList<>(TABLES);
    for (String table : KEPT) {
      statements.add(
          "CREATE TRIGGER keep_%s BEFORE DELETE ON %s BEGIN SELECT RAISE(ABORT, '%s are kept'); END"
              .formatted(table, table, table));
    }
    return new Book(Sql.open(file, new Sql.Schema("the border's book", VERSION, statements)));
  }

  Sql sql() {
    return sql;
  }

  @Override
  public void close() throws IOException {
    sql.close();
  }
}
