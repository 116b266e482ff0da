package dev.breakwater.ingest.registry;

import dev.breakwater.ingest.registry.CertificateDraft.Role;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/**
 * The certificate authority of one deployment: P-256 certificates (RFC 5280) for the receiver and
 * for vehicles. Its directory holds its {@link Credentials}; the key stays there. Safe for use by
 * several threads.
 */
public final class CertificateAuthority {
  /** A vehicle's certificate, and with it the vehicle's reference, lives this long. */
  public static final Duration VEHICLE_VALIDITY = Duration.ofDays(90);

  private static final Duration SERVER_VALIDITY = Duration.ofDays(397);
  private static final Duration OWN_VALIDITY = Duration.ofDays(3650);

  /** A peer whose clock is a little behind accepts a new certificate too. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private final Credentials own;
  private final InstantSource clock;
  private final SecureRandom random;

  private CertificateAuthority(Credentials own, InstantSource clock, SecureRandom random) {
    this.own = own;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes a new authority.
   *
   * @param name common name of its certificate
   * @throws java.nio.file.FileAlreadyExistsException if {@code directory} has one already
   */
  public static CertificateAuthority init(
      Path directory, String name, InstantSource clock, SecureRandom random) throws IOException {
    KeyPair keys = newKeys(random);
    X500Name subject = commonName(name);
    Instant now = clock.instant();
    var draft =
        new CertificateDraft(
            Role.AUTHORITY,
            subject,
            keys.getPublic(),
            List.of(),
            now.minus(BACKDATED),
            now.plus(OWN_VALIDITY));
    var certificate = draft.sign(subject, keys.getPublic(), keys.getPrivate(), random);
    var own = new Credentials(keys.getPrivate(), List.of(certificate));
    own.write(directory);
    return new CertificateAuthority(own, clock, random);
  }

  /**
   * Opens the authority of {@code directory}.
   *
   * @throws IOException if there is none
   */
  public static CertificateAuthority open(Path directory, InstantSource clock, SecureRandom random)
      throws IOException {
    return new CertificateAuthority(Credentials.read(directory), clock, random);
  }

  /** Returns the certificate that peers trust. */
  public X509Certificate certificate() {
    return own.certificate();
  }

  /**
   * Makes the key and the certificate of a vehicle in {@code directory}; its common name is the
   * vehicle's reference.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the directory has credentials already
   */
  public Credentials issueVehicle(VehicleRef vehicle, Path directory) throws IOException {
    return issue(Role.VEHICLE, vehicle.value(), List.of(), VEHICLE_VALIDITY, directory);
  }

  /**
   * Makes the certificate of a vehicle whose key was made elsewhere, {@code certificate.pem} in
   * {@code directory}.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the directory has a certificate already
   */
  public X509Certificate issueVehicle(VehicleRef vehicle, PublicKey key, Path directory)
      throws IOException {
    X509Certificate issued =
        certify(Role.VEHICLE, vehicle.value(), key, List.of(), VEHICLE_VALIDITY);
    Credentials.writeChain(directory, List.of(issued, certificate()));
    return issued;
  }

  /**
   * Makes the key and the certificate of a receiver in {@code directory}.
   *
   * @param hosts DNS names and IP addresses under which vehicles reach it, at least one
   * @throws java.nio.file.FileAlreadyExistsException if the directory has credentials already
   */
  public Credentials issueServer(List<String> hosts, Path directory) throws IOException {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a server certificate names at least one host");
    }
    return issue(Role.SERVER, hosts.get(0), hosts, SERVER_VALIDITY, directory);
  }

  private Credentials issue(
      Role role, String name, List<String> hosts, Duration validity, Path directory)
      throws IOException {
    KeyPair keys = newKeys(random);
    X509Certificate certificate = certify(role, name, keys.getPublic(), hosts, validity);
    var issued = new Credentials(keys.getPrivate(), List.of(certificate, certificate()));
    issued.write(directory);
    return issued;
  }

  private X509Certificate certify(
      Role role, String name, PublicKey key, List<String> hosts, Duration validity)
      throws IOException {
    Instant from = clock.instant().minus(BACKDATED);
    var draft = new CertificateDraft(role, commonName(name), key, hosts, from, from.plus(validity));
    return draft.sign(ownName(), certificate().getPublicKey(), own.key(), random);
  }

  private X500Name ownName() throws IOException {
    try {
      return new JcaX509CertificateHolder(certificate()).getSubject();
    } catch (GeneralSecurityException e) {
      throw new IOException("the authority's certificate cannot be read", e);
    }
  }

  private static KeyPair newKeys(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static X500Name commonName(String name) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
  }
}
