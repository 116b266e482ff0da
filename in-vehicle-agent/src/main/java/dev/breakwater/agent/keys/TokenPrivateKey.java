package dev.breakwater.agent.keys;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/** A P-256 key that stays in its token: it has no encoding, and {@link TokenSignatures} uses it. */
@SuppressWarnings("serial") // never leaves the process
final class TokenPrivateKey implements PrivateKey {
  private final transient Pkcs11KeyVault vault;
  private final transient long handle;

  TokenPrivateKey(Pkcs11KeyVault vault, long handle) {
    this.vault = vault;
    this.handle = handle;
  }

  Pkcs11KeyVault vault() {
    return vault;
  }

  long handle() {
    return handle;
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public @Nullable String getFormat() {
    return null;
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }
}
