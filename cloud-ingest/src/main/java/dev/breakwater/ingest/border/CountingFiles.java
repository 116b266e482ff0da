package dev.breakwater.ingest.border;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Counting keys in files that only this user may read. */
final class CountingFiles implements CountingVault {
  private static final String HMAC = "HmacSHA256";
  private static final int LENGTH = 32;

  private final Path directory;
  private final SecureRandom random;

  CountingFiles(Path directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  @Override
  public Key key(CountingYear year) throws IOException {
    Mac mac = mac(bytes(file(year)));
    return mac::doFinal;
  }

  @Override
  public String place(CountingYear year) {
    return file(year).toString();
  }

  private Path file(CountingYear year) {
    return directory.resolve(year.value() + ".key");
  }

  private Bytes bytes(Path file) throws IOException {
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
