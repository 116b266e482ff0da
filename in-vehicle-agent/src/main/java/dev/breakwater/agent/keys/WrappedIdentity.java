package dev.breakwater.agent.keys;

import dev.breakwater.wire.Bytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.HexFormat;

/**
 * The key of a DTLS identity that no token has: its number, 32 bytes, wrapped by the vault. It is
 * in memory while it is used.
 */
final class WrappedIdentity {
  private static final String KIND = "wrapped-1 ";

  private WrappedIdentity() {}

  static IdentityKey make(KeyVault vault, SecureRandom random) {
    KeyPair pair = P256.pair(random);
    return new IdentityKey(pair.getPublic(), keep(vault, (ECPrivateKey) pair.getPrivate()));
  }

  static String keep(KeyVault vault, ECPrivateKey key) {
    byte[] number = key.getS().toByteArray();
    // The sign takes a byte of its own, and leading zeros none.
    int skipped = Math.max(0, number.length - P256.NUMBER_BYTES);
    int length = number.length - skipped;
    byte[] padded =
        ByteBuffer.allocate(P256.NUMBER_BYTES)
            .position(P256.NUMBER_BYTES - length)
            .put(number, skipped, length)
            .array();
    return KIND + HexFormat.of().formatHex(vault.wrap(Bytes.of(padded)).toArray());
  }

  static PrivateKey open(KeyVault vault, String kept) throws WrongKeyException {
    try {
      if (!kept.startsWith(KIND)) {
        throw new IllegalArgumentException("it begins with none of the known kinds");
      }
      byte[] wrapped = HexFormat.of().parseHex(kept.substring(KIND.length()));
      var number = new BigInteger(1, vault.unwrap(Bytes.of(wrapped)).toArray());
      return P256.privateKey(number);
    } catch (IllegalArgumentException e) {
      throw new WrongKeyException("not the kept key of an identity", e);
    }
  }
}
