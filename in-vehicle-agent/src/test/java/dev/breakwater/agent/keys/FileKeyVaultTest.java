package dev.breakwater.agent.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileKeyVaultTest extends KeyVaultContract {
  private static final String PASSPHRASE = "a long passphrase of this car";

  @TempDir Path home;
  private final RandomGenerator random = new SecureRandom();

  @Override
  FileKeyVault open(String car) throws IOException {
    return FileKeyVault.openOrCreate(home.resolve(car), random);
  }

  private FileKeyVault open(String car, String passphrase) throws IOException {
    return FileKeyVault.openOrCreate(home.resolve(car), credential(passphrase), random);
  }

  private static VaultCredential credential(String text) {
    return VaultCredential.of(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path credentialFile(String content, String permissions) throws IOException {
    Path file = Files.writeString(home.resolve("credential"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void vault_withAPassphrase_opensWithItAlone() throws Exception {
    KeyVault created = open("car", PASSPHRASE);

    assertThat(open("car", PASSPHRASE).sealPublicKey()).isEqualTo(created.sealPublicKey());
    assertThatThrownBy(() -> open("car", PASSPHRASE + "."))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the credential is another's, or the file was changed")
        .hasMessageNotContaining(PASSPHRASE);
  }

  @Test
  void vault_file_isReadByItsOwnerAloneAndNeverTheSameTwice() throws Exception {
    open("car", PASSPHRASE);
    open("twin", PASSPHRASE);

    Path file = home.resolve("car");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    byte[] car = Files.readAllBytes(file);
    byte[] twin = Files.readAllBytes(home.resolve("twin"));
    for (int at = 9; at + 12 < car.length; at += 12) {
      assertThat(Bytes.of(car).slice(at, at + 12)).isNotEqualTo(Bytes.of(twin).slice(at, at + 12));
    }
  }

  @Test
  void vault_anyChangedByte_isNoticed() throws Exception {
    open("car");
    Path file = home.resolve("car");
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at++) {
      byte[] changed = good.clone();
      changed[at] ^= 0x40;
      Files.write(file, changed);
      assertThatThrownBy(() -> open("car")).isInstanceOf(IOException.class);
    }
    Files.write(file, good);
    assertThat(open("car")).isNotNull();
  }

  @Test
  void vault_withoutItsCredentialFile_doesNotOpen() throws Exception {
    open("car");
    Files.delete(home.resolve("car.credential"));

    assertThatThrownBy(() -> open("car")).hasMessageContaining("the credential is another's");
  }

  @Test
  void vault_inAFolderThatIsNotThere_makesIt() throws Exception {
    assertThat(open("vehicle/car").sealPublicKey()).isEqualTo(open("vehicle/car").sealPublicKey());
  }

  @Test
  void vault_otherContent_isRefused() throws Exception {
    Files.write(home.resolve("car"), new byte[100_000]);

    assertThatThrownBy(() -> open("car"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a key vault");
  }

  @Test
  void credential_lineFeedAtItsEnd_isNotPartOfIt() throws Exception {
    Path file = credentialFile(PASSPHRASE + "\n", "r--------");

    open("car", PASSPHRASE);

    assertThat(FileKeyVault.openOrCreate(home.resolve("car"), VaultCredential.read(file), random))
        .isNotNull();
    assertThat(VaultCredential.read(file)).hasToString("credential");
  }

  @Test
  void credential_readableByOthers_tooShortOrTooLong_isRefused() throws Exception {
    Path shared = credentialFile(PASSPHRASE, "rw-r-----");
    assertThatThrownBy(() -> VaultCredential.read(shared))
        .hasMessageContaining("others may read the credential");

    Path brief = credentialFile("0123456789abcde\n", "rw-------");
    assertThatThrownBy(() -> VaultCredential.read(brief)).hasMessageContaining("16 to 1024 bytes");

    Path huge = credentialFile("x".repeat(1025), "rw-------");
    assertThatThrownBy(() -> VaultCredential.read(huge)).hasMessageContaining("16 to 1024 bytes");
  }
}
