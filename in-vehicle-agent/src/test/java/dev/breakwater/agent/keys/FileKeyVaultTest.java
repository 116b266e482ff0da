package dev.breakwater.agent.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyVaultTest {
  private static final Bytes KEY = Bytes.of(new byte[32]);

  @TempDir Path home;
  private final RandomGenerator random = new SecureRandom();

  @Test
  void vault_openedAgain_hasTheSameKeys() throws Exception {
    FileKeyVault created = open("vault");
    Bytes wrapped = created.wrap(KEY);

    FileKeyVault opened = open("vault");

    assertThat(opened.sealPublicKey()).isEqualTo(created.sealPublicKey());
    assertThat(opened.unwrap(wrapped)).isEqualTo(KEY);
    assertThat(wrapped).isNotEqualTo(KEY);
  }

  @Test
  void vault_signature_verifiesWithThePublicKey() throws Exception {
    FileKeyVault vault = open("vault");
    Bytes signature = vault.sign(KEY);

    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(vault.sealPublicKey().toArray()));
    verifier.update(KEY.toArray(), 0, KEY.length());
    assertThat(verifier.verifySignature(signature.toArray())).isTrue();
  }

  @Test
  void vault_keyOfAnotherOrChanged_isNotUnwrapped() throws Exception {
    FileKeyVault vault = open("vault");
    byte[] wrapped = vault.wrap(KEY).toArray();
    wrapped[3] ^= 1;

    assertThatThrownBy(() -> vault.unwrap(Bytes.of(wrapped))).isInstanceOf(WrongKeyException.class);
    assertThatThrownBy(() -> open("other").unwrap(vault.wrap(KEY)))
        .isInstanceOf(WrongKeyException.class);
  }

  @Test
  void vault_readableByOthers_isRefused() throws Exception {
    open("vault");
    Path file = home.resolve("vault");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> open("vault"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("others may read the keys");
  }

  @Test
  void vault_otherContent_isRefused() throws Exception {
    open("vault");
    Files.write(home.resolve("vault"), new byte[72]);

    assertThatThrownBy(() -> open("vault"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a key vault");
  }

  private FileKeyVault open(String name) throws IOException {
    return FileKeyVault.openOrCreate(home.resolve(name), random);
  }
}
