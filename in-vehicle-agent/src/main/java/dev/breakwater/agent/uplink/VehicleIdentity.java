package dev.breakwater.agent.uplink;

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
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * The vehicle's DTLS identity, as it is provisioned: a directory with {@code certificate.pem} (own
 * certificate first, the authority that both sides trust last) and {@code key.pem} (P-256, PKCS#8).
 */
public record VehicleIdentity(PrivateKey key, List<X509Certificate> chain) {
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
   * @throws IOException if a file is missing or is not what its name says
   */
  public static VehicleIdentity read(Path directory) throws IOException {
    try {
      return new VehicleIdentity(
          key(read(directory, "key.pem")), chain(read(directory, "certificate.pem")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
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
