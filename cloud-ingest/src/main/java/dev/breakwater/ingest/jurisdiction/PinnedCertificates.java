package dev.breakwater.ingest.jurisdiction;

import dev.breakwater.wire.Digest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.X509TrustManager;

/** Trusts certificates that are pinned, while they are valid, and no other. */
public final class PinnedCertificates implements X509TrustManager {
  private final Set<Digest> pins;

  public PinnedCertificates(Set<Digest> pins) {
    this.pins = Set.copyOf(pins);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (chain.length == 0 || !pins.contains(Digest.of(chain[0].getEncoded()))) {
      throw new CertificateException("the certificate is none that is pinned");
    }
    chain[0].checkValidity();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("nobody is served here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
