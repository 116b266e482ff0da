package dev.breakwater.agent.keys;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.jspecify.annotations.Nullable;

/** ECDSA: in the token with its keys, by the JDK's own with all others. */
final class TokenSignature extends SignatureSpi {
  /** Behind the name of the digest. */
  static final String WITH_ECDSA = "withECDSA";

  private final Signature own;
  private final MessageDigest digest;

  /** The key that signs, if it is in a token. */
  private @Nullable TokenPrivateKey key;

  /**
   * @param digest its name, e.g. {@code SHA256}
   */
  TokenSignature(String digest) {
    try {
      this.own = Signature.getInstance(digest + WITH_ECDSA, "SunEC");
      this.digest = MessageDigest.getInstance(digest.replace("SHA", "SHA-"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ECDSA with " + digest, e);
    }
  }

  @Override
  protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
    key = null;
    own.initVerify(publicKey);
  }

  @Override
  protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
    key = privateKey instanceof TokenPrivateKey inside ? inside : null;
    digest.reset();
    if (key == null) {
      own.initSign(privateKey);
    }
  }

  @Override
  protected void engineUpdate(byte one) throws SignatureException {
    engineUpdate(new byte[] {one}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
    if (key == null) {
      own.update(bytes, from, length);
    } else {
      digest.update(bytes, from, length);
    }
  }

  @Override
  protected byte[] engineSign() throws SignatureException {
    if (key == null) {
      return own.sign();
    }
    Bytes whole = Bytes.of(digest.digest());
    // As many bits as the curve's order has (FIPS 186-4, section 6.4).
    Bytes leftmost = whole.slice(0, Math.min(whole.length(), P256.NUMBER_BYTES));
    Bytes numbers = key.vault().signDigest(key.handle(), leftmost);
    var sequence = new ASN1EncodableVector();
    sequence.add(number(numbers.slice(0, P256.NUMBER_BYTES)));
    sequence.add(number(numbers.slice(P256.NUMBER_BYTES, numbers.length())));
    try {
      return new DERSequence(sequence).getEncoded();
    } catch (IOException e) {
      throw new SignatureException("encoding to memory failed", e);
    }
  }

  private static ASN1Integer number(Bytes bigEndian) {
    return new ASN1Integer(new BigInteger(1, bigEndian.toArray()));
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    return own.verify(signature);
  }

  @Deprecated
  @Override
  protected void engineSetParameter(String name, Object value) {
    throw new InvalidParameterException("it has no parameters");
  }

  @Deprecated
  @Override
  protected Object engineGetParameter(String name) {
    throw new InvalidParameterException("it has no parameters");
  }
}
