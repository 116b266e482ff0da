package dev.breakwater.ingest.border;

import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.border.Volumes;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The register of what was let go abroad (law.md C2 to C6): every release, refused ones too, with
 * what it rested on. Read from the book as it is now.
 */
public final class Register {
  private static final int YEARS_KEPT = 3;

  private final Sql sql;
  private final Shelf shelf;

  Register(Sql sql, Shelf shelf) {
    this.sql = sql;
    this.shelf = shelf;
  }

  /** Returns the entries, the oldest first. */
  public List<Provision> provisions() throws IOException {
    List<Provision> all = new ArrayList<>();
    for (FiledRelease release : shelf.releases()) {
      Permits permits = permits(release.permits());
      ExportRequest request =
          shelf.request(release.request()).orElseThrow(IllegalStateException::new).request();
      all.add(
          new Provision(
              release,
              request,
              permits.recipient(release.recipient()).orElseThrow(IllegalStateException::new),
              permits.approval(release.approval()).orElseThrow(IllegalStateException::new),
              keptUntil(release.at())));
    }
    return all;
  }

  /**
   * Returns the entries of a book that nobody has open here, the oldest first.
   *
   * @param border directory of the border; nothing was let go if there is none
   */
  public static List<Provision> provisions(Path border) throws IOException {
    Path file = BorderSettings.book(border);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var book = Book.open(file)) {
      return new Register(book.sql(), new Shelf(book.sql())).provisions();
    }
  }

  /**
   * Returns who got rows of a vehicle, for whatever purpose: those who are told when something of
   * it is erased. A consent is to kinds of data and a release says purposes, so rather one too many
   * is told than one too few.
   *
   * @param border directory of the border; nobody got anything if there is none
   */
  public static List<String> recipientsOf(Path border, String vehicle) throws IOException {
    Path file = BorderSettings.book(border);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var book = Book.open(file)) {
      return book.sql()
          .all(
              "SELECT DISTINCT recipient FROM provided JOIN releases ON release = number"
                  + " WHERE vehicle = ? ORDER BY recipient",
              row -> row.getString(1),
              vehicle);
    }
  }

  /**
   * Returns what the log was told of the releases to a recipient, the oldest first; Kafka keeps
   * that for some days only.
   *
   * @param border directory of the border; nobody got anything if there is none
   */
  public static List<Statement> statementsTo(Path border, String recipient) throws IOException {
    Path file = BorderSettings.book(border);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var book = Book.open(file)) {
      return new Shelf(book.sql())
          .releases().stream()
              .filter(each -> each.recipient().equals(recipient))
              .map(FiledRelease::statement)
              .toList();
    }
  }

  /** Counts the distinct persons of a year anew, from the book's rows. */
  public Volumes volumes(CountingYear year) throws IOException {
    Optional<Permits> newest = newestPermits();
    return newest.isEmpty()
        ? Volumes.none(year)
        : PersonLedger.volumes(sql, year, newest.get().group().name());
  }

  /** Counts the distinct persons that went under an approval in a year, likewise. */
  public long covered(CountingYear year, String approval) throws IOException {
    return PersonLedger.covered(sql, year, approval);
  }

  /** Returns the paper in force, empty if none was approved. */
  public Optional<Permits> newestPermits() throws IOException {
    long newest = shelf.newestPermits();
    return newest == 0 ? Optional.empty() : Optional.of(permits(newest));
  }

  private Permits permits(long sequence) throws IOException {
    try {
      return Permits.load(
          OfficeNote.text(shelf.permits(sequence).orElseThrow(IllegalStateException::new)),
          "permits " + sequence);
    } catch (InvalidSourceException | BundleRefusedException e) {
      throw new IOException("permits " + sequence + " were readable when they were approved", e);
    }
  }

  private static Instant keptUntil(Instant at) {
    return ChinaTime.midnight(ChinaTime.day(at).plusYears(YEARS_KEPT).plusDays(1));
  }
}
