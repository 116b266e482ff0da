package dev.breakwater.agent.keys;

import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKA_EC_POINT;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKK_EC;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_EC_KEY_PAIR_GEN;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.KeyPairTemplate;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.Session;

/**
 * The keys of DTLS identities in a token, each under a label of its own: the next identity is made
 * while the one before is still used. What is kept outside is the label.
 *
 * @param name beginning of the labels
 */
record TokenIdentities(Session session, String name) {
  private static final String KIND = "token-1 ";

  /** OID 1.2.840.10045.3.1.7, P-256, DER. */
  private static final byte[] CURVE = {
    0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07
  };

  private static final int LABEL_BYTES = 8;

  /** Returns whether what is kept names a key in a token. */
  static boolean isInside(String kept) {
    return kept.startsWith(KIND);
  }

  IdentityKey make(SecureRandom random) throws PKCS11Exception {
    byte[] unique = new byte[LABEL_BYTES];
    random.nextBytes(unique);
    String label = name + "-identity-" + HexFormat.of().formatHex(unique);
    var pair = new KeyPairTemplate(CKK_EC).token(true).label(label).signVerify(true);
    pair.publicKey().ecParams(CURVE);
    pair.privateKey().private_(true).sensitive(true).extractable(false);
    long made = session.generateKeyPair(new Mechanism(CKM_EC_KEY_PAIR_GEN), pair).getPublicKey();
    byte[] point = session.getByteArrayAttrValue(made, CKA_EC_POINT);
    return new IdentityKey(publicKey(point), KIND + label);
  }

  /** The point ends with x and y, whether it is an octet string of DER or bare. */
  private static PublicKey publicKey(byte[] point) {
    int y = point.length - P256.NUMBER_BYTES;
    int x = y - P256.NUMBER_BYTES;
    return P256.publicKey(
        new BigInteger(1, Arrays.copyOfRange(point, x, y)),
        new BigInteger(1, Arrays.copyOfRange(point, y, point.length)));
  }

  /**
   * Returns the handle of a private key.
   *
   * @throws IOException if it is not there, is there twice, or could be taken out
   */
  long find(String kept) throws IOException, PKCS11Exception {
    String label = kept.substring(KIND.length());
    long key = TokenKeys.find(session, AttributeVector.newPrivateKey(CKK_EC).label(label));
    if (key == 0) {
      throw new IOException("the token has no key '" + label + "'");
    }
    TokenKeys.requireInside(session, key, label);
    return key;
  }

  void destroy(String kept) throws PKCS11Exception {
    if (!isInside(kept)) {
      return;
    }
    String label = kept.substring(KIND.length());
    session.findObjectsInit(new AttributeVector().label(label));
    long[] found;
    try {
      found = session.findObjects(2);
    } finally {
      session.findObjectsFinal();
    }
    for (long object : found) {
      session.destroyObject(object);
    }
  }
}
