package dev.breakwater.audit.timestamp;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Certificates of time-stamp authorities, or of those that certify them, that somebody trusts. They
 * reach a verifier on another way than the log and its tokens. Thread-safe.
 */
public final class TimeAnchors {
  /** Longest file, in bytes. */
  public static final int MAX_BYTES = 256 << 10;

  private final List<X509Certificate> trusted;

  private TimeAnchors(List<X509Certificate> trusted) {
    this.trusted = trusted;
  }

  /**
   * Reads certificates in PEM.
   *
   * @throws InvalidTimestampException if there is none
   */
  public static TimeAnchors read(Path file) throws IOException, InvalidTimestampException {
    try (var in = Files.newInputStream(file)) {
      return parse(Bytes.of(in.readNBytes(MAX_BYTES + 1)));
    }
  }

  /**
   * Reads certificates in PEM.
   *
   * @throws InvalidTimestampException if there is none
   */
  public static TimeAnchors parse(Bytes pem) throws InvalidTimestampException {
    if (pem.length() > MAX_BYTES) {
      throw new InvalidTimestampException("more than " + MAX_BYTES + " bytes of anchors", null);
    }
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.toArray()));
      if (!certificates.isEmpty()) {
        return new TimeAnchors(certificates.stream().map(X509Certificate.class::cast).toList());
      }
    } catch (CertificateException e) {
      throw new InvalidTimestampException("no certificates in PEM", e);
    }
    throw new InvalidTimestampException("no certificate in PEM", null);
  }

  X509Certificate first() {
    return trusted.get(0);
  }

  /**
   * Requires that the signer of a token was certified when he made it. Offline: whether a
   * certificate was revoked since is not asked.
   *
   * @param others that came with the token
   */
  void require(X509Certificate signer, Collection<X509Certificate> others, Instant at)
      throws InvalidTimestampException {
    CanonicalToken.requireCertified(others, trusted);
    if (trusted.contains(signer)) {
      return;
    }
    var target = new X509CertSelector();
    target.setCertificate(signer);
    try {
      var path = new PKIXBuilderParameters(anchors(), target);
      path.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
      path.setDate(Date.from(at));
      path.setRevocationEnabled(false);
      var unused = CertPathBuilder.getInstance("PKIX").build(path);
    } catch (GeneralSecurityException e) {
      throw new InvalidTimestampException("no trusted authority certifies the token's signer", e);
    }
  }

  private Set<TrustAnchor> anchors() {
    return trusted.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet());
  }
}
