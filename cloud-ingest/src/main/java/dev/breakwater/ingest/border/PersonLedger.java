package dev.breakwater.ingest.border;

import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.PersonalInformation;
import dev.breakwater.policy.border.Volumes;
import java.io.IOException;

/**
 * Who was counted in one year, for one group and one approval, while one release is decided. Lives
 * inside the release's transaction: the numbers are counted when it begins and go up with each
 * person that is reserved, and nobody else can reserve meanwhile.
 */
final class PersonLedger {
  private final Sql sql;
  private final CountingYear year;
  private final String group;
  private final String approval;

  private Volumes volumes;
  private long covered;

  private PersonLedger(Sql sql, CountingYear year, String group, String approval)
      throws IOException {
    this.sql = sql;
    this.year = year;
    this.group = group;
    this.approval = approval;
    this.volumes = volumes(sql, year, group);
    this.covered = covered(sql, year, approval);
  }

  static PersonLedger open(Sql sql, CountingYear year, String group, String approval)
      throws IOException {
    return new PersonLedger(sql, year, group, approval);
  }

  /** Counts the distinct persons of a year anew, from the rows. */
  static Volumes volumes(Sql sql, CountingYear year, String group) throws IOException {
    return new Volumes(
        year,
        persons(sql, year, group, PersonalInformation.GENERAL),
        persons(sql, year, group, PersonalInformation.SENSITIVE));
  }

  private static long persons(
      Sql sql, CountingYear year, String group, PersonalInformation information)
      throws IOException {
    return sql.number(
        "SELECT count(*) FROM persons WHERE year = ? AND exporter = ? AND information = ?",
        year.value(),
        group,
        information.name());
  }

  /** Counts the distinct persons that went under an approval in a year. */
  static long covered(Sql sql, CountingYear year, String approval) throws IOException {
    return sql.number(
        "SELECT count(*) FROM covered WHERE year = ? AND approval = ?", year.value(), approval);
  }

  Volumes volumes() {
    return volumes;
  }

  /** Asks whether no export that counts has held such information about the person this year. */
  boolean isNew(PersonalInformation information, byte[] person) throws IOException {
    return sql.first(
            "SELECT 1 FROM persons WHERE year = ? AND exporter = ? AND information = ? AND person ="
                + " ?",
            row -> 1,
            year.value(),
            group,
            information.name(),
            person)
        .isEmpty();
  }

  /** Returns how many persons went under the approval once this one did. */
  long coveredWith(byte[] person) throws IOException {
    boolean known =
        sql.first(
                "SELECT 1 FROM covered WHERE year = ? AND approval = ? AND person = ?",
                row -> 1,
                year.value(),
                approval,
                person)
            .isPresent();
    return known ? covered : covered + 1;
  }

  long covered() {
    return covered;
  }

  /**
   * Reserves a person: from now on it counts, whatever becomes of the delivery.
   *
   * @param counts whether towards the volumes of the year, not only towards the approval's cap
   */
  void reserve(PersonalInformation information, byte[] person, boolean counts) throws IOException {
    covered +=
        sql.run("INSERT OR IGNORE INTO covered VALUES (?, ?, ?)", year.value(), approval, person);
    if (counts
        && sql.run(
                "INSERT OR IGNORE INTO persons VALUES (?, ?, ?, ?)",
                year.value(),
                group,
                information.name(),
                person)
            == 1) {
      volumes =
          information == PersonalInformation.GENERAL
              ? new Volumes(year, volumes.general() + 1, volumes.sensitive())
              : new Volumes(year, volumes.general(), volumes.sensitive() + 1);
    }
  }
}
