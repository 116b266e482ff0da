package dev.breakwater.ingest.border;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The border's counting keys, one a year, which nobody else has: a person is recognized within a
 * year, and not across years. Files that only this user may read; a lost one is noticed, because
 * under another key everybody would be counted again. Durability: a key that was used is on disk.
 */
final class CountingKeys {
  private static final String HMAC = "HmacSHA256";
  private static final int LENGTH = 32;
  private static final String CHECKED = "dev.breakwater/border-key";

  private final Path directory;
  private final SecureRandom random;
  private final Sql sql;

  CountingKeys(Path directory, SecureRandom random, Sql sql) {
    this.directory = directory;
    this.random = random;
    this.sql = sql;
  }

  /**
   * Digests persons of one year and one group of exporters. Used by one thread.
   *
   * @param group so that the same person under two groups does not link them
   */
  record Counting(Mac mac, String group) {
    /** Returns the name under which a person is counted, 32 bytes. */
    byte[] person(String subject) {
      return mac.doFinal((group + '\0' + subject).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Returns the counting of a year; its key is made on first use. Called inside a transaction.
   *
   * @throws IOException if the key is not the one that was used before
   */
  Counting of(CountingYear year, String group) throws IOException {
    var counting = new Counting(mac(key(year)), group);
    byte[] check = counting.mac().doFinal(CHECKED.getBytes(StandardCharsets.UTF_8));
    sql.run("INSERT OR IGNORE INTO key_checks VALUES (?, ?)", year.value(), check);
    byte[] first =
        sql.first(
                "SELECT value FROM key_checks WHERE year = ?", row -> row.getBytes(1), year.value())
            .orElseThrow();
    // Fail closed: under another key everybody would be new, and the caps would not hold.
    if (!Arrays.equals(check, first)) {
      throw new IOException(
          file(year) + " is not the key that counted so far; restore it from its backup");
    }
    return counting;
  }

  private Path file(CountingYear year) {
    return directory.resolve(year.value() + ".key");
  }

  private Bytes key(CountingYear year) throws IOException {
    Path file = file(year);
    if (!Files.exists(file)) {
      make(file);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != LENGTH) {
      throw new IOException(file + " does not hold a key");
    }
    return Bytes.of(key);
  }

  private void make(Path file) throws IOException {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    DurableFiles.createDirectories(directory);
    Path fresh =
        Files.createTempFile(
            directory,
            "fresh",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      DurableFiles.write(fresh, fresh.resolveSibling(fresh.getFileName() + "-w"), Bytes.of(key));
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.createLink(file, fresh);
      DurableFiles.force(directory);
    } catch (FileAlreadyExistsException e) {
      // Another process made one first; that one counts.
      return;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static Mac mac(Bytes key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.toArray(), HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
