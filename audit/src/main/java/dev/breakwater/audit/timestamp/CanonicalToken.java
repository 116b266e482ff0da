package dev.breakwater.audit.timestamp;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The parts of a token that its signature does not cover (RFC 5652: versions, algorithms beside the
 * signer's, how the signer is named, certificates) must be what follows from those that it covers.
 * So no byte of a token can be another.
 */
final class CanonicalToken {
  // For content that is no plain data (RFC 5652, section 5.1).
  private static final ASN1Integer VERSION = new ASN1Integer(3);

  private CanonicalToken() {}

  /**
   * @param signer the certificate that the token's signature was verified with
   * @throws InvalidTimestampException if it would be written in another way
   */
  static void require(Bytes encoded, X509CertificateHolder signer)
      throws InvalidTimestampException {
    try {
      byte[] rebuilt = rebuilt(encoded, signer).getEncoded(ASN1Encoding.DL);
      if (Bytes.of(rebuilt).equals(encoded)) {
        return;
      }
    } catch (IOException e) {
      throw new InvalidTimestampException("it is no time-stamp token", e);
    }
    throw new InvalidTimestampException("parts of the token that nobody signed are others", null);
  }

  private static ContentInfo rebuilt(Bytes encoded, X509CertificateHolder certificate) {
    var data = SignedData.getInstance(ContentInfo.getInstance(encoded.toArray()).getContent());
    var signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    var named =
        signer.getSID().isTagged()
            ? signer.getSID()
            : new SignerIdentifier(
                new IssuerAndSerialNumber(certificate.getIssuer(), certificate.getSerialNumber()));
    // Neither revocation lists nor attributes that are not signed.
    var one =
        new SignerInfo(
            named,
            signer.getDigestAlgorithm(),
            signer.getAuthenticatedAttributes(),
            signer.getDigestEncryptionAlgorithm(),
            signer.getEncryptedDigest(),
            null);
    var parts = new ASN1EncodableVector();
    parts.add(VERSION);
    parts.add(new DERSet(signer.getDigestAlgorithm()));
    parts.add(octets(data.getEncapContentInfo()));
    // In whatever order they came: OpenSSL does not sort them.
    parts.add(new DLTaggedObject(false, 0, data.getCertificates()));
    parts.add(new DERSet(one));
    return new ContentInfo(CMSObjectIdentifiers.signedData, new DLSequence(parts));
  }

  /** What is signed are the octets; that they are an octet string is not. */
  private static ContentInfo octets(ContentInfo content) {
    var octets = ASN1OctetString.getInstance(content.getContent());
    return new ContentInfo(content.getContentType(), new DEROctetString(octets.getOctets()));
  }

  /**
   * Requires that somebody certifies each certificate of a token, also those that no path needs.
   *
   * @throws InvalidTimestampException if one of them may be anything
   */
  static void requireCertified(
      Collection<X509Certificate> certificates, Collection<X509Certificate> trusted)
      throws InvalidTimestampException {
    for (X509Certificate each : certificates) {
      boolean certified =
          trusted.contains(each) || isCertified(each, trusted) || isCertified(each, certificates);
      if (!certified) {
        throw new InvalidTimestampException(
            "nobody certifies " + each.getSubjectX500Principal() + ", which is in the token", null);
      }
    }
  }

  private static boolean isCertified(X509Certificate one, Collection<X509Certificate> issuers) {
    return issuers.stream().anyMatch(issuer -> isCertified(one, issuer));
  }

  private static boolean isCertified(X509Certificate one, X509Certificate issuer) {
    if (!issuer.getSubjectX500Principal().equals(one.getIssuerX500Principal())) {
      return false;
    }
    try {
      one.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
