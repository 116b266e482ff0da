package dev.breakwater.audit.timestamp;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * What a time-stamp authority says of a digest: it existed at a time (RFC 3161, section 2.4.2). A
 * token of which any byte could be another is refused.
 *
 * @param encoded the TimeStampToken in DER, as {@code openssl ts -token_in} reads it
 */
public record TimestampToken(Bytes encoded) {
  /** Longest token, in bytes. */
  public static final int MAX_BYTES = 64 << 10;

  /**
   * Verifies the token offline.
   *
   * @param digest that was stamped
   * @return when it existed, by the authority's clock
   * @throws InvalidTimestampException if the token is malformed, is of another digest, or was not
   *     made by somebody that the anchors certify for time-stamping
   */
  public Instant verify(Digest digest, TimeAnchors anchors) throws InvalidTimestampException {
    try {
      return verifyParsed(digest, anchors);
    } catch (RuntimeException e) {
      // Bouncy Castle throws whatever its casts and states give at bytes that somebody made up.
      throw new InvalidTimestampException("it is no time-stamp token", e);
    }
  }

  private Instant verifyParsed(Digest digest, TimeAnchors anchors)
      throws InvalidTimestampException {
    TimeStampToken token = parse();
    var info = token.getTimeStampInfo();
    if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
        || !Bytes.of(info.getMessageImprintDigest()).equals(digest.value())) {
      throw new InvalidTimestampException("the token is of another digest", null);
    }
    Instant at = info.getGenTime().toInstant();
    List<X509Certificate> certificates = new ArrayList<>();
    for (X509CertificateHolder each : token.getCertificates().getMatches(null)) {
      certificates.add(certificate(each));
    }
    X509CertificateHolder signer = requireSigned(token);
    CanonicalToken.require(encoded, signer);
    anchors.require(certificate(signer), certificates, at);
    return at;
  }

  /** The signer's certificate must be for time-stamping alone and be named in the token (2.3). */
  private static X509CertificateHolder requireSigned(TimeStampToken token)
      throws InvalidTimestampException {
    for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
      if (token.getSID().match(holder)) {
        requireSigned(token, holder);
        return holder;
      }
    }
    throw new InvalidTimestampException("the token does not carry its signer's certificate", null);
  }

  private static void requireSigned(TimeStampToken token, X509CertificateHolder holder)
      throws InvalidTimestampException {
    try {
      var verifier = new JcaSimpleSignerInfoVerifierBuilder();
      token.validate(verifier.setProvider(new BouncyCastleProvider()).build(holder));
    } catch (TSPException | OperatorCreationException | CertificateException e) {
      throw new InvalidTimestampException("the token's signature: " + e.getMessage(), e);
    }
  }

  private TimeStampToken parse() throws InvalidTimestampException {
    if (encoded.length() > MAX_BYTES) {
      throw new InvalidTimestampException("a token of more than " + MAX_BYTES + " bytes", null);
    }
    try {
      return new TimeStampToken(
          ContentInfo.getInstance(ASN1Primitive.fromByteArray(encoded.toArray())));
    } catch (IOException | TSPException e) {
      throw new InvalidTimestampException("it is no time-stamp token", e);
    }
  }

  private static X509Certificate certificate(X509CertificateHolder holder)
      throws InvalidTimestampException {
    try {
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (CertificateException e) {
      throw new InvalidTimestampException("the token's certificate is none", e);
    }
  }
}
