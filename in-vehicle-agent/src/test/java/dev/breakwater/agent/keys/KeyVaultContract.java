package dev.breakwater.agent.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
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
}
