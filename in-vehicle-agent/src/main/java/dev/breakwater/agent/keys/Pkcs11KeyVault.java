package dev.breakwater.agent.keys;

import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKA_EC_POINT;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKA_VALUE;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKK_AES;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_AES_KEY_WRAP;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_ECDSA;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_EDDSA;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.Session;
import org.xipki.pkcs11.wrapper.TokenException;

/**
 * The vault of a car: its keys are made in a token of PKCS#11, used there, and cannot be taken out
 * (GB/T 44464-2024 §5.4.1). Data keys are wrapped and unwrapped by the token; while one is in use
 * it is in memory, as with every vault.
 *
 * <p>The JDK's own provider for tokens knows no EdDSA before 22, so its native calls are made by a
 * wrapper library; the JVM must be started with {@value #EXPORTS}.
 */
public final class Pkcs11KeyVault implements KeyVault {
  /** What the JVM is to be started with. */
  public static final String EXPORTS =
      "--add-exports=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED";

  private static final int PUBLIC_KEY_BYTES = 32;

  // One session, which is for one call at a time; owned by whoever holds the lock of this object.
  private final Session session;
  private final TokenKeys keys;
  private final TokenIdentities identities;
  private final Bytes sealPublicKey;

  private Pkcs11KeyVault(Session session, TokenKeys keys, String name) throws PKCS11Exception {
    this.session = session;
    this.keys = keys;
    this.identities = new TokenIdentities(session, name);
    byte[] point = session.getByteArrayAttrValue(keys.sealPublic(), CKA_EC_POINT);
    // The point is an octet string of DER in PKCS#11 2.40 and bare in some later tokens.
    Bytes all = Bytes.of(point);
    this.sealPublicKey = all.slice(all.length() - PUBLIC_KEY_BYTES, all.length());
  }

  /**
   * Opens the token, having made the car's keys in it if they are not there. The PIN stays valid
   * for the process.
   *
   * @throws IOException if the library or the token is not there, the PIN is wrong, a key could be
   *     taken out, or the JVM was started without {@value #EXPORTS}
   */
  public static Pkcs11KeyVault openOrCreate(Pkcs11Settings settings, TokenPin pin)
      throws IOException {
    try {
      Session session = TokenSession.open(settings, pin);
      TokenKeys keys = TokenKeys.findOrMake(session, settings.keys());
      TokenSignatures.install();
      return new Pkcs11KeyVault(session, keys, settings.keys());
    } catch (TokenException e) {
      throw new IOException("token " + settings.token() + ": " + e.getMessage(), e);
    } catch (IllegalAccessError e) {
      throw new IOException("the JVM does not let tokens be used; start it with " + EXPORTS, e);
    }
  }

  @Override
  public Bytes sealPublicKey() {
    return sealPublicKey;
  }

  @Override
  public synchronized Bytes sign(Bytes message) {
    try {
      session.signInit(new Mechanism(CKM_EDDSA), keys.seal());
      return Bytes.of(session.sign(message.toArray()));
    } catch (PKCS11Exception e) {
      throw lost(e);
    }
  }

  @Override
  public synchronized Bytes wrap(Bytes key) {
    try {
      long handle = session.createObject(dataKey().value(key.toArray()));
      try {
        return Bytes.of(session.wrapKey(new Mechanism(CKM_AES_KEY_WRAP), keys.wrapping(), handle));
      } finally {
        session.destroyObject(handle);
      }
    } catch (PKCS11Exception e) {
      throw lost(e);
    }
  }

  @Override
  public synchronized Bytes unwrap(Bytes wrapped) throws WrongKeyException {
    long handle;
    try {
      var mechanism = new Mechanism(CKM_AES_KEY_WRAP);
      handle = session.unwrapKey(mechanism, keys.wrapping(), wrapped.toArray(), dataKey());
    } catch (PKCS11Exception e) {
      throw new WrongKeyException("the key was changed or belongs to another vault", e);
    }
    try {
      Bytes key = Bytes.of(session.getByteArrayAttrValue(handle, CKA_VALUE));
      session.destroyObject(handle);
      return key;
    } catch (PKCS11Exception e) {
      throw lost(e);
    }
  }

  @Override
  public synchronized IdentityKey makeIdentity(SecureRandom random) {
    try {
      return identities.make(random);
    } catch (PKCS11Exception e) {
      throw lost(e);
    }
  }

  /** A key that was made elsewhere and taken in is wrapped by the token, not kept in it. */
  @Override
  public synchronized PrivateKey identity(String kept) throws WrongKeyException {
    if (!TokenIdentities.isInside(kept)) {
      return WrappedIdentity.open(this, kept);
    }
    try {
      return new TokenPrivateKey(this, identities.find(kept));
    } catch (IOException | PKCS11Exception e) {
      throw new WrongKeyException("the token does not have the key of this identity", e);
    }
  }

  @Override
  public synchronized void destroyIdentity(String kept) {
    try {
      identities.destroy(kept);
    } catch (PKCS11Exception e) {
      throw lost(e);
    }
  }

  /** Signs the digest of a message, at most 32 bytes; returns r and s, 32 bytes each. */
  synchronized Bytes signDigest(long identity, Bytes digest) {
    try {
      session.signInit(new Mechanism(CKM_ECDSA), identity);
      return Bytes.of(session.sign(digest.toArray()));
    } catch (PKCS11Exception e) {
      throw lost(e);
    }
  }

  /** A key of a file, which is to come out again and is not kept in the token. */
  private static AttributeVector dataKey() {
    return AttributeVector.newSecretKey(CKK_AES)
        .token(false)
        .sensitive(false)
        .extractable(true)
        .encrypt(true)
        .decrypt(true);
  }

  // Fail closed: without its token a car can neither seal nor store.
  private static IllegalStateException lost(PKCS11Exception e) {
    return new IllegalStateException("the token does not answer as it did at the start", e);
  }
}
