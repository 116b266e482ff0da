package dev.breakwater.audit.checkpoint;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 with SM3 on the curve of GB/T 32918.5, with the default identity of GM/T 0009. A public key
 * is the uncompressed point, a signature r and s of 32 bytes each.
 */
final class Sm2 {
  static final int PUBLIC_KEY_BYTES = 65;
  static final int SECRET_KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final byte UNCOMPRESSED = 0x04;

  private static final X9ECParameters CURVE = GMNamedCurves.getByName("sm2p256v1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

  private Sm2() {}

  static byte[] generate(SecureRandom random) {
    BigInteger highest = DOMAIN.getN().subtract(BigInteger.TWO);
    BigInteger secret = BigIntegers.createRandomInRange(BigInteger.ONE, highest, random);
    return BigIntegers.asUnsignedByteArray(SECRET_KEY_BYTES, secret);
  }

  /**
   * @throws IllegalArgumentException if {@code secret} is no private key
   */
  static byte[] publicKey(byte[] secret) {
    return DOMAIN.getG().multiply(number(secret)).normalize().getEncoded(false);
  }

  private static BigInteger number(byte[] secret) {
    var number = new BigInteger(1, secret);
    // n - 1 is excluded: 1 + d must have an inverse (GB/T 32918.2, 6.1).
    if (number.signum() == 0 || number.compareTo(DOMAIN.getN().subtract(BigInteger.ONE)) >= 0) {
      throw new IllegalArgumentException("not an SM2 private key");
    }
    return number;
  }

  static boolean isPublicKey(byte[] key) {
    try {
      return key.length == PUBLIC_KEY_BYTES
          && key[0] == UNCOMPRESSED
          && CURVE.getCurve().decodePoint(key).isValid();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static byte[] sign(byte[] secret, byte[] message) {
    var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(true, new ECPrivateKeyParameters(number(secret), DOMAIN));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("signing in memory failed", e);
    }
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    var point = CURVE.getCurve().decodePoint(publicKey);
    signer.init(false, new ECPublicKeyParameters(point, DOMAIN));
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }
}
