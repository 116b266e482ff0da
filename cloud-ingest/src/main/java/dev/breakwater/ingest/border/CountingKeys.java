package dev.breakwater.ingest.border;

import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.policy.border.CountingYear;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The border's counting keys; a lost one is noticed, because under another key everybody would be
 * counted again.
 */
final class CountingKeys {
  private static final String CHECKED = "dev.breakwater/border-key";

  private final CountingVault vault;
  private final Sql sql;

  CountingKeys(CountingVault vault, Sql sql) {
    this.vault = vault;
    this.sql = sql;
  }

  /**
   * Digests persons of one year and one group of exporters. Used by one thread.
   *
   * @param group so that the same person under two groups does not link them
   */
  record Counting(CountingVault.Key key, String group) {
    /** Returns the name under which a person is counted, 32 bytes. */
    byte[] person(String subject) throws IOException {
      return key.authenticate((group + '\0' + subject).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Returns the counting of a year. Called inside a transaction.
   *
   * @throws IOException if the key is not the one that was used before
   */
  Counting of(CountingYear year, String group) throws IOException {
    CountingVault.Key key = vault.key(year);
    byte[] check = key.authenticate(CHECKED.getBytes(StandardCharsets.UTF_8));
    sql.run("INSERT OR IGNORE INTO key_checks VALUES (?, ?)", year.value(), check);
    byte[] first =
        sql.first(
                "SELECT value FROM key_checks WHERE year = ?", row -> row.getBytes(1), year.value())
            .orElseThrow();
    // Fail closed: under another key everybody would be new, and the caps would not hold.
    if (!Arrays.equals(check, first)) {
      throw new IOException(
          vault.place(year) + " is not the key that counted so far; restore it from its backup");
    }
    return new Counting(key, group);
  }
}
