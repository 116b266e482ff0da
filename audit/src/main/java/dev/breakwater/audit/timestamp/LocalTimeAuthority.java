package dev.breakwater.audit.timestamp;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * A time-stamp authority in the operator's own process. It shows what a token looks like, and
 * proves nothing, because the operator chooses its clock; its certificate says so. Thread-safe.
 */
public final class LocalTimeAuthority implements TimestampClient.Transport {
  /** End of the name in its certificate. */
  public static final String NOT_INDEPENDENT = "local test time-stamp authority, not independent";

  private static final String ANCHOR = "anchor.pem";
  private static final String KEY = "key";
  private static final Duration VALID = Duration.ofDays(3650);
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 64;

  /** The arc of ITU-T X.660 for examples: no policy of any authority. */
  private static final ASN1ObjectIdentifier NO_POLICY = new ASN1ObjectIdentifier("2.999.3161");

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final InstantSource clock;
  private final SecureRandom random;

  private LocalTimeAuthority(
      PrivateKey key, X509Certificate certificate, InstantSource clock, SecureRandom random) {
    this.key = key;
    this.certificate = certificate;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Returns where a directory's authority has its certificate, for those who look at its tokens.
   */
  public static Path anchor(Path directory) {
    return directory.resolve(ANCHOR);
  }

  /**
   * Opens the authority of a directory, making its key when there is none.
   *
   * @throws IOException if its files cannot be read
   */
  public static LocalTimeAuthority open(Path directory, InstantSource clock, SecureRandom random)
      throws IOException {
    try {
      if (!Files.exists(anchor(directory))) {
        create(directory, clock, random);
      }
      byte[] secret = Base64.getDecoder().decode(Files.readString(directory.resolve(KEY)).strip());
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret));
      var anchors = TimeAnchors.read(anchor(directory));
      return new LocalTimeAuthority(key, anchors.first(), clock, random);
    } catch (GeneralSecurityException | InvalidTimestampException | IllegalArgumentException e) {
      throw new IOException("the local time-stamp authority in " + directory + " is damaged", e);
    }
  }

  private static void create(Path directory, InstantSource clock, SecureRandom random)
      throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = certificate(pair, clock, random);
    DurableFiles.createDirectories(directory);
    Path draft = directory.resolve("key.draft");
    Files.deleteIfExists(draft);
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(ownerOnly));
    DurableFiles.write(directory.resolve(KEY), draft, base64(pair.getPrivate().getEncoded()));
    // The certificate comes last: without it the authority is made again.
    Bytes pem =
        ascii(
            "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(certificate.getEncoded())));
    DurableFiles.write(anchor(directory), directory.resolve("anchor.draft"), pem);
  }

  private static X509Certificate certificate(KeyPair pair, InstantSource clock, SecureRandom random)
      throws IOException, GeneralSecurityException {
    var name = new X500Name("CN=Breakwater " + NOT_INDEPENDENT.replace(",", "\\,"));
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, random),
            Date.from(clock.instant().minusSeconds(60)),
            Date.from(clock.instant().plus(VALID)),
            name,
            pair.getPublic());
    var timeStamping = new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping);
    builder.addExtension(Extension.extendedKeyUsage, true, timeStamping); // RFC 3161, section 2.3
    try {
      var signer = new JcaContentSignerBuilder(SIGNATURE).build(pair.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  @Override
  public Bytes post(Bytes query) throws IOException {
    try {
      var request = new TimeStampRequest(query.toArray());
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      var signer = new JcaSimpleSignerInfoGeneratorBuilder().build(SIGNATURE, key, certificate);
      var tokens =
          new TimeStampTokenGenerator(
              signer, digests.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)), NO_POLICY);
      tokens.addCertificates(new JcaCertStore(List.of(certificate)));
      var serial = new BigInteger(SERIAL_BITS, random);
      var response =
          new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
              .generate(request, serial, Date.from(clock.instant()));
      return Bytes.of(response.getEncoded());
    } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IOException("the local time-stamp authority cannot stamp", e);
    }
  }

  private static Bytes base64(byte[] secret) {
    return ascii(Base64.getEncoder().encodeToString(secret) + "\n");
  }

  private static Bytes ascii(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
