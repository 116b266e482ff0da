package dev.breakwater.agent.keys;

import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKA_EXTRACTABLE;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKA_SENSITIVE;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKK_AES;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKK_EC_EDWARDS;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_AES_KEY_GEN;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_EC_EDWARDS_KEY_PAIR_GEN;

import java.io.IOException;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.KeyPairTemplate;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.Session;

/**
 * Handles of the car's keys in a token.
 *
 * @param seal Ed25519 private key
 * @param wrapping AES-256
 */
record TokenKeys(long seal, long sealPublic, long wrapping) {
  /** OID 1.3.101.112, DER (RFC 8410). */
  private static final byte[] ED25519 = {0x06, 0x03, 0x2b, 0x65, 0x70};

  private static final int AES_KEY_BYTES = 32;

  /**
   * @param name beginning of the labels
   * @throws IOException if a key can be taken out, or is there twice
   */
  static TokenKeys findOrMake(Session session, String name) throws IOException, PKCS11Exception {
    String seal = name + "-seal";
    String wrapping = name + "-wrap";
    if (find(session, privateKey(seal)) == 0) {
      make(session, seal);
    }
    if (find(session, secretKey(wrapping)) == 0) {
      session.generateKey(
          new Mechanism(CKM_AES_KEY_GEN),
          secretKey(wrapping)
              .token(true)
              .private_(true)
              .sensitive(true)
              .extractable(false)
              .wrap(true)
              .unwrap(true)
              .valueLen(AES_KEY_BYTES));
    }
    var keys =
        new TokenKeys(
            find(session, privateKey(seal)),
            find(session, AttributeVector.newPublicKey(CKK_EC_EDWARDS).label(seal)),
            find(session, secretKey(wrapping)));
    requireInside(session, keys.seal, seal);
    requireInside(session, keys.wrapping, wrapping);
    return keys;
  }

  private static AttributeVector privateKey(String label) {
    return AttributeVector.newPrivateKey(CKK_EC_EDWARDS).label(label);
  }

  private static AttributeVector secretKey(String label) {
    return AttributeVector.newSecretKey(CKK_AES).label(label);
  }

  private static void make(Session session, String label) throws PKCS11Exception {
    var pair = new KeyPairTemplate(CKK_EC_EDWARDS).token(true).label(label).signVerify(true);
    pair.publicKey().ecParams(ED25519);
    pair.privateKey().private_(true).sensitive(true).extractable(false);
    session.generateKeyPair(new Mechanism(CKM_EC_EDWARDS_KEY_PAIR_GEN), pair);
  }

  /** Returns the handle of the only object, 0 if there is none. */
  static long find(Session session, AttributeVector template) throws IOException, PKCS11Exception {
    session.findObjectsInit(template);
    long[] found;
    try {
      found = session.findObjects(2);
    } finally {
      session.findObjectsFinal();
    }
    if (found.length > 1) {
      throw new IOException("the token has two keys '" + template.label() + "'");
    }
    return found.length == 0 ? 0 : found[0];
  }

  // Fail closed: a key that somebody brought along may have a copy elsewhere.
  static void requireInside(Session session, long key, String label)
      throws IOException, PKCS11Exception {
    if (session.getBooleanAttrValue(key, CKA_EXTRACTABLE)
        || !session.getBooleanAttrValue(key, CKA_SENSITIVE)) {
      throw new IOException("the key '" + label + "' can be taken out of the token");
    }
  }
}
