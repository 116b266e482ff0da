package dev.breakwater.agent.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;

/** What every vault does, wherever its keys are. */
abstract class KeyVaultContract {
  static final Bytes KEY =
      Bytes.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  /** Opens the vault of one car, having made it on first use. */
  abstract KeyVault open(String car) throws Exception;

  @Test
  void vault_openedAgain_hasTheSameKeys() throws Exception {
    KeyVault created = open("car");
    Bytes wrapped = created.wrap(KEY);

    KeyVault opened = open("car");

    assertThat(opened.sealPublicKey()).isEqualTo(created.sealPublicKey());
    assertThat(opened.unwrap(wrapped)).isEqualTo(KEY);
  }

  @Test
  void vault_ofAnotherCar_hasOtherKeys() throws Exception {
    KeyVault car = open("car");
    KeyVault other = open("other");

    assertThat(other.sealPublicKey()).isNotEqualTo(car.sealPublicKey());
    assertThatThrownBy(() -> other.unwrap(car.wrap(KEY))).isInstanceOf(WrongKeyException.class);
  }

  @Test
  void vault_signature_isThatOfRfc8032() throws Exception {
    KeyVault vault = open("car");
    for (int length : List.of(0, 1, 32, 4096)) {
      byte[] message = new byte[length];
      new Random(length).nextBytes(message);

      Bytes signature = vault.sign(Bytes.of(message));

      assertThat(signature.length()).isEqualTo(64);
      assertThat(verifies(vault, message, signature)).isTrue();
      assertThat(verifies(vault, new byte[] {7}, signature)).isFalse();
    }
  }

  private static boolean verifies(KeyVault vault, byte[] message, Bytes signature) {
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(vault.sealPublicKey().toArray()));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature.toArray());
  }

  @Test
  void vault_wrappedKey_isThatOfRfc3394AndOpensAgain() throws Exception {
    KeyVault vault = open("car");

    Bytes wrapped = vault.wrap(KEY);

    assertThat(wrapped.length()).isEqualTo(40);
    assertThat(vault.wrap(KEY)).isEqualTo(wrapped);
    assertThat(vault.unwrap(wrapped)).isEqualTo(KEY);
  }

  @Test
  void vault_everyChangedByteOfAWrappedKey_isNoticed() throws Exception {
    KeyVault vault = open("car");
    Bytes wrapped = vault.wrap(KEY);
    for (int at = 0; at < wrapped.length(); at++) {
      byte[] changed = wrapped.toArray();
      changed[at] ^= 1;
      assertThatThrownBy(() -> vault.unwrap(Bytes.of(changed)))
          .isInstanceOf(WrongKeyException.class);
    }
    assertThatThrownBy(() -> vault.unwrap(wrapped.slice(0, 32)))
        .isInstanceOf(WrongKeyException.class);
    assertThatThrownBy(() -> vault.unwrap(Bytes.EMPTY)).isInstanceOf(WrongKeyException.class);
  }

  @Test
  void vault_usedBySeveralThreads_signsAndWrapsAllTheSame() throws Exception {
    KeyVault vault = open("car");
    Bytes signature = vault.sign(KEY);
    Bytes wrapped = vault.wrap(KEY);

    List<Bytes> made =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> i % 2 == 0 ? vault.sign(KEY) : vault.wrap(KEY))
            .distinct()
            .toList();

    assertThat(made).containsExactlyInAnyOrder(signature, wrapped);
  }

  @Test
  void identity_keptBesideItsCertificate_signsAfterTheVaultIsOpenedAgain() throws Exception {
    IdentityKey made = open("car").makeIdentity(new SecureRandom());

    PrivateKey key = open("car").identity(made.kept());

    assertThat(isSignedBy(made.publicKey(), key)).isTrue();
    PublicKey other = open("car").makeIdentity(new SecureRandom()).publicKey();
    assertThat(isSignedBy(other, key)).isFalse();
    assertThat(made.kept()).doesNotContain("PRIVATE");
  }

  @Test
  void identity_madeElsewhere_isTakenIn_andIsOfThisVaultAlone() throws Exception {
    KeyPair pair = P256.pair(new SecureRandom());
    String kept = open("car").takeIdentity((ECPrivateKey) pair.getPrivate());

    assertThat(isSignedBy(pair.getPublic(), open("car").identity(kept))).isTrue();
    assertThat(kept)
        .doesNotContain(((ECPrivateKey) pair.getPrivate()).getS().toString(16).substring(8));
    KeyVault other = open("other");
    for (String wrong : List.of(kept.substring(2), kept + "00", "wrapped-1 zz", "")) {
      assertThatThrownBy(() -> open("car").identity(wrong)).isInstanceOf(WrongKeyException.class);
    }
    assertThatThrownBy(() -> other.identity(kept)).isInstanceOf(WrongKeyException.class);
  }

  /** Signs as the DTLS library does: no provider is named, and one object verified before. */
  private static boolean isSignedBy(PublicKey expected, PrivateKey key) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(expected);
    signature.initSign(key);
    signature.update(KEY.toArray());
    byte[] signed = signature.sign();
    signature.initVerify(expected);
    signature.update(KEY.toArray());
    return signature.verify(signed);
  }
}
