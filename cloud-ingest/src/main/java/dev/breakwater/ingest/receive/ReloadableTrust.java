package dev.breakwater.ingest.receive;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.scandium.dtls.CertificateMessage;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.CertificateVerificationResult;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.x509.NewAdvancedCertificateVerifier;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/** The authorities whose vehicles may shake hands, which may change. Safe for several threads. */
final class ReloadableTrust implements NewAdvancedCertificateVerifier {
  private volatile NewAdvancedCertificateVerifier current;

  ReloadableTrust(List<X509Certificate> authorities) {
    this.current = verifier(authorities);
  }

  private static NewAdvancedCertificateVerifier verifier(List<X509Certificate> authorities) {
    if (authorities.isEmpty()) {
      throw new IllegalArgumentException("vehicles need an authority"); // none would mean all
    }
    return StaticNewAdvancedCertificateVerifier.builder()
        .setTrustedCertificates(authorities.toArray(X509Certificate[]::new))
        .setSupportedCertificateTypes(List.of(CertificateType.X_509))
        .build();
  }

  void replace(List<X509Certificate> authorities) {
    current = verifier(authorities);
  }

  @Override
  public List<CertificateType> getSupportedCertificateTypes() {
    return current.getSupportedCertificateTypes();
  }

  @Override
  public CertificateVerificationResult verifyCertificate(
      ConnectionId connection,
      @Nullable ServerNames serverNames,
      InetSocketAddress peer,
      boolean clientUsage,
      boolean verifySubject,
      boolean truncate,
      CertificateMessage message) {
    return current.verifyCertificate(
        connection, serverNames, peer, clientUsage, verifySubject, truncate, message);
  }

  @Override
  public List<X500Principal> getAcceptedIssuers() {
    return current.getAcceptedIssuers();
  }

  /** It answers at once: no handshake waits for a result. */
  @Override
  public void setResultHandler(HandshakeResultHandler handler) {}
}
