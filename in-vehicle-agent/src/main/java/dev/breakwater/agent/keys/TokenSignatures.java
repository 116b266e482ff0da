package dev.breakwater.agent.keys;

import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;

/**
 * Lets libraries that sign with the JCA use a key in a token.
 *
 * <p>The DTLS library asks the JCA for {@code SHA256withECDSA} without naming a provider, and uses
 * the same object of its thread first to verify the receiver and then to sign for the car. The JDK
 * chooses the provider at the first of these, and keeps it. So this provider stands before all
 * others, and verifies as well: by the JDK's own, as it does with keys that are in no token.
 */
final class TokenSignatures extends Provider {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "BreakwaterToken";

  /** With SHA-1 the library tries whether key and certificate fit; no handshake uses it. */
  private static final List<String> DIGESTS = List.of("SHA1", "SHA256", "SHA384", "SHA512");

  private TokenSignatures() {
    super(NAME, "1", "ECDSA with keys in a token");
    DIGESTS.forEach(digest -> putService(new Signing(this, digest)));
  }

  /** Once for a process; again, it does nothing. */
  static void install() {
    Security.insertProviderAt(new TokenSignatures(), 1);
  }

  private static final class Signing extends Service {
    private final String digest;

    Signing(Provider provider, String digest) {
      super(
          provider,
          "Signature",
          digest + TokenSignature.WITH_ECDSA,
          TokenSignature.class.getName(),
          List.of(),
          Map.of());
      this.digest = digest;
    }

    @Override
    public Object newInstance(Object parameter) {
      return new TokenSignature(digest);
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return parameter instanceof Key key && key.getAlgorithm().equals("EC");
    }
  }
}
