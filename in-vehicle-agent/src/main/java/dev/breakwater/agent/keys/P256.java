package dev.breakwater.agent.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

/** Keys of the curve of DTLS identities (FIPS 186-4, P-256), by the JDK. */
final class P256 {
  /** Of a private key, and of each coordinate of a public one. */
  static final int NUMBER_BYTES = 32;

  private static final String NAME = "secp256r1";

  private P256() {}

  /** Something that every JDK can do. */
  private interface Making<T> {
    T make() throws GeneralSecurityException;
  }

  private static <T> T made(Making<T> making) {
    try {
      return making.make();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  static KeyPair pair(SecureRandom random) {
    return made(
        () -> {
          var generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec(NAME), random);
          return generator.generateKeyPair();
        });
  }

  static PrivateKey privateKey(BigInteger number) {
    return made(
        () -> KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, curve())));
  }

  static PublicKey publicKey(BigInteger x, BigInteger y) {
    var spec = new ECPublicKeySpec(new ECPoint(x, y), made(P256::curve));
    return made(() -> KeyFactory.getInstance("EC").generatePublic(spec));
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(NAME));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
