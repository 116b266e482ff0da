package dev.breakwater.agent.uplink;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test. */
public final class Authority {
  private static final X500Name NAME = new X500Name("CN=test authority");

  private final KeyPair keys = newKeys();
  private final X509Certificate certificate;

  public Authority() throws Exception {
    this.certificate = sign(NAME, keys.getPublic(), true, List.of());
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Returns an identity whose certificate names {@code commonName} and the IP addresses. */
  public VehicleIdentity issue(String commonName, String... addresses) throws Exception {
    KeyPair own = newKeys();
    var issued = sign(new X500Name("CN=" + commonName), own.getPublic(), false, List.of(addresses));
    return new VehicleIdentity(own.getPrivate(), List.of(issued, certificate));
  }

  /** Returns a certificate that names {@code commonName}, and the authority's. */
  List<X509Certificate> certify(String commonName, PublicKey key) throws Exception {
    return List.of(sign(new X500Name("CN=" + commonName), key, false, List.of()), certificate);
  }

  private X509Certificate sign(
      X500Name subject, PublicKey subjectKey, boolean authority, List<String> addresses)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            BigInteger.valueOf(System.nanoTime()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            subject,
            subjectKey);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    int usage = authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature;
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    if (!addresses.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              addresses.stream()
                  .map(address -> new GeneralName(GeneralName.iPAddress, address))
                  .toArray(GeneralName[]::new)));
    }
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
