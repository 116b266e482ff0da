package dev.breakwater.ingest.registry;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate before it is signed (RFC 5280).
 *
 * @param hosts DNS names and IP addresses of a server; empty for every other role
 */
record CertificateDraft(
    Role role, X500Name subject, PublicKey key, List<String> hosts, Instant from, Instant until) {
  private static final int SERIAL_BITS = 127;
  private static final String IP_ADDRESS = "[0-9.]+|.*:.*";

  /** What the holder of a certificate may do with it. */
  enum Role {
    AUTHORITY,
    SERVER,
    VEHICLE
  }

  /**
   * Returns the certificate, signed by {@code issuerKey}.
   *
   * @param issuerPublic the other half of {@code issuerKey}, which the certificate names
   */
  X509Certificate sign(
      X500Name issuer, PublicKey issuerPublic, PrivateKey issuerKey, SecureRandom random)
      throws IOException {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
              Date.from(from),
              Date.from(until),
              subject,
              key);
      addExtensions(builder, issuerPublic);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("the certificate could not be signed", e);
    }
  }

  private void addExtensions(JcaX509v3CertificateBuilder builder, PublicKey issuerPublic)
      throws IOException, GeneralSecurityException {
    var identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuerPublic));
    switch (role) {
      case AUTHORITY -> {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      }
      case SERVER -> {
        addEndEntity(builder, KeyPurposeId.id_kp_serverAuth);
        builder.addExtension(Extension.subjectAlternativeName, false, names());
      }
      case VEHICLE -> addEndEntity(builder, KeyPurposeId.id_kp_clientAuth);
    }
  }

  private static void addEndEntity(JcaX509v3CertificateBuilder builder, KeyPurposeId purpose)
      throws IOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  private GeneralNames names() {
    return new GeneralNames(
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        host.matches(IP_ADDRESS) ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new));
  }
}
