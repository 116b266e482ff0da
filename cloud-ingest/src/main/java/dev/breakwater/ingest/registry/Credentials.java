package dev.breakwater.ingest.registry;

import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificates that say whose it is, as a directory: {@code certificate.pem}
 * (own certificate first, authority last) and {@code key.pem} (PKCS#8, mode 0600).
 */
public record Credentials(PrivateKey key, List<X509Certificate> chain) {
  static final String CERTIFICATE_FILE = "certificate.pem";
  static final String KEY_FILE = "key.pem";

  /**
   * @throws IllegalArgumentException if the chain is empty
   */
  public Credentials {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("credentials need a certificate");
    }
  }

  /**
   * @throws IOException if a file is missing or is not what its name says
   */
  public static Credentials read(Path directory) throws IOException {
    return new Credentials(
        Pem.readKey(directory.resolve(KEY_FILE)),
        Pem.readChain(directory.resolve(CERTIFICATE_FILE)));
  }

  /** Returns the certificate of {@link #key}. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Returns the SHA-256 of the certificate's DER encoding, the form the registry keeps. */
  public Digest digest() {
    return digest(certificate());
  }

  /** Returns the SHA-256 of a certificate's DER encoding. */
  public static Digest digest(X509Certificate certificate) {
    try {
      return Digest.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /** Returns the instant after which peers refuse the certificate. */
  public Instant expiresAt() {
    return certificate().getNotAfter().toInstant();
  }

  /**
   * Writes both files, the key first: a certificate on disk always has its key. Each file appears
   * whole or not at all.
   *
   * @throws FileAlreadyExistsException if one of the files is there; it is left as it was
   */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String file : List.of(KEY_FILE, CERTIFICATE_FILE)) {
      requireAbsent(directory.resolve(file));
    }
    writeNew(directory.resolve(KEY_FILE), Pem.of(key), "rw-------");
    writeChain(directory, chain);
  }

  /** Writes the certificates alone, for a key that is elsewhere. */
  static void writeChain(Path directory, List<X509Certificate> chain) throws IOException {
    Files.createDirectories(directory);
    requireAbsent(directory.resolve(CERTIFICATE_FILE));
    try {
      writeNew(directory.resolve(CERTIFICATE_FILE), Pem.of(chain), "rw-r--r--");
    } catch (CertificateException e) {
      throw new IOException("the certificate cannot be encoded", e);
    }
  }

  private static void requireAbsent(Path file) throws FileAlreadyExistsException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  private static void writeNew(Path file, String text, String mode) throws IOException {
    var attributes = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName(), "", attributes);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
