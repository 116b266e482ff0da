package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.registry.Credentials;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.scandium.dtls.CertificateIdentityResult;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite.CertificateKeyAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.XECDHECryptography.SupportedGroup;
import org.eclipse.californium.scandium.dtls.x509.CertificateConfigurationHelper;
import org.eclipse.californium.scandium.dtls.x509.CertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.ConfigurationHelperSetup;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's key and certificate, of which later handshakes may see another; connections that
 * stand go on. Safe for use by several threads.
 */
final class ReloadableIdentity implements CertificateProvider, ConfigurationHelperSetup {
  private volatile SingleCertificateProvider current;

  ReloadableIdentity(Credentials credentials) {
    this.current = provider(credentials);
  }

  private static SingleCertificateProvider provider(Credentials credentials) {
    return new SingleCertificateProvider(
        credentials.key(),
        credentials.chain().toArray(X509Certificate[]::new),
        CertificateType.X_509);
  }

  /**
   * @throws IllegalArgumentException if the key is of another kind than before: cipher suites are
   *     chosen at the start
   */
  void replace(Credentials credentials) {
    var next = provider(credentials);
    if (!next.getSupportedCertificateKeyAlgorithms()
        .equals(current.getSupportedCertificateKeyAlgorithms())) {
      throw new IllegalArgumentException("a key of another kind needs a restart");
    }
    current = next;
  }

  @Override
  public void setupConfigurationHelper(CertificateConfigurationHelper helper) {
    current.setupConfigurationHelper(helper);
  }

  @Override
  public List<CertificateKeyAlgorithm> getSupportedCertificateKeyAlgorithms() {
    return current.getSupportedCertificateKeyAlgorithms();
  }

  @Override
  public List<CertificateType> getSupportedCertificateTypes() {
    return current.getSupportedCertificateTypes();
  }

  @Override
  public CertificateIdentityResult requestCertificateIdentity(
      ConnectionId connection,
      boolean client,
      @Nullable List<X500Principal> issuers,
      @Nullable ServerNames serverNames,
      @Nullable List<CertificateKeyAlgorithm> keyAlgorithms,
      @Nullable List<SignatureAndHashAlgorithm> signatures,
      @Nullable List<SupportedGroup> curves) {
    return current.requestCertificateIdentity(
        connection, client, issuers, serverNames, keyAlgorithms, signatures, curves);
  }

  /** It answers at once: no handshake waits for a result. */
  @Override
  public void setResultHandler(HandshakeResultHandler handler) {}
}
