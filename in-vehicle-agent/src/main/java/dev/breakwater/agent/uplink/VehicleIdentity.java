package dev.breakwater.agent.uplink;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.WrongKeyException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.VehicleRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * The vehicle's DTLS identity, as it is provisioned: a directory with {@code certificate.pem} (own
 * certificate first, the authority that both sides trust last) and {@value #KEPT}, by which the
 * vault finds the private key. An identity that was made elsewhere has its key in {@code key.pem}
 * (P-256, PKCS#8) until the vault takes it in.
 *
 * @param key may have no encoding; it signs by the JCA
 */
public record VehicleIdentity(PrivateKey key, List<X509Certificate> chain) {
  /** File with what the vault finds the private key by. */
  public static final String KEPT = "key.vault";

  private static final String PLAIN = "key.pem";
  private static final int MAX_FILE_BYTES = 64 << 10;

  /**
   * @throws IllegalArgumentException unless there are an own certificate and an authority
   */
  public VehicleIdentity {
    chain = List.copyOf(chain);
    if (chain.size() < 2) {
      throw new IllegalArgumentException("an identity has its own certificate and the authority's");
    }
  }

  /**
   * Reads an identity whose key is in a plain file.
   *
   * @throws IOException if a file is missing or is not what its name says
   */
  public static VehicleIdentity read(Path directory) throws IOException {
    return read(directory, () -> key(read(directory, PLAIN)));
  }

  /**
   * Reads an identity whose key is in the vault. A plain key is taken into the vault first, and its
   * file deleted.
   *
   * @throws IOException if a file is missing, is not what its name says, or is of another vault
   */
  public static VehicleIdentity read(Path directory, KeyVault vault) throws IOException {
    return read(
        directory,
        () -> {
          takeIn(directory, vault);
          return vault.identity(read(directory, KEPT).strip());
        });
  }

  private static void takeIn(Path directory, KeyVault vault)
      throws IOException, GeneralSecurityException {
    Path plain = directory.resolve(PLAIN);
    if (Files.notExists(directory.resolve(KEPT)) && Files.exists(plain)) {
      if (!(key(read(directory, PLAIN)) instanceof ECPrivateKey key)) {
        throw new IOException(plain + ": its key is not one of P-256");
      }
      String kept = vault.takeIdentity(key);
      DurableFile.replace(
          directory.resolve(KEPT), Bytes.of(kept.getBytes(StandardCharsets.US_ASCII)));
    }
    Files.deleteIfExists(plain);
  }

  /** Gets a private key. */
  private interface KeySource {
    PrivateKey get() throws IOException, GeneralSecurityException, WrongKeyException;
  }

  private static VehicleIdentity read(Path directory, KeySource key) throws IOException {
    try {
      return new VehicleIdentity(key.get(), chain(read(directory, "certificate.pem")));
    } catch (GeneralSecurityException | IllegalArgumentException | WrongKeyException e) {
      throw new IOException(directory + " does not hold the identity of a vehicle", e);
    }
  }

  /** Returns the common name of the own certificate. */
  public VehicleRef vehicle() {
    try {
      var name = new LdapName(chain.get(0).getSubjectX500Principal().getName());
      return name.getRdns().stream()
          .filter(part -> part.getType().equalsIgnoreCase("CN"))
          .map(part -> new VehicleRef(part.getValue().toString()))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the certificate has no common name"));
    } catch (InvalidNameException e) {
      throw new IllegalStateException("a parsed certificate has a name", e);
    }
  }

  /** Returns the certificate that the receiver's certificate must be signed by. */
  X509Certificate authority() {
    return chain.get(chain.size() - 1);
  }

  private static String read(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is larger than " + MAX_FILE_BYTES + " bytes");
    }
    return Files.readString(file, StandardCharsets.US_ASCII);
  }

  private static List<X509Certificate> chain(String pem) throws CertificateException {
    var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
    byte[] der = Base64.getMimeDecoder().decode(body);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
