package dev.breakwater.agent.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real token of softhsm2, which has EdDSA and AES key wrap. */
final class Pkcs11KeyVaultTest extends KeyVaultContract {
  private static int tests;

  @TempDir Path home;

  @BeforeAll
  static void prepare() throws Exception {
    SoftToken.prepare();
  }

  @BeforeEach
  void useOtherKeys() {
    tests++;
  }

  @Override
  Pkcs11KeyVault open(String car) throws IOException {
    return open(SoftToken.LABEL, car);
  }

  private static Pkcs11KeyVault open(String token, String car) throws IOException {
    var settings = new Pkcs11Settings(SoftToken.LIBRARY, token, tests + car);
    return Pkcs11KeyVault.openOrCreate(settings, TokenPin.of(SoftToken.PIN));
  }

  private static String objects() throws Exception {
    return SoftToken.run(
        "pkcs11-tool",
        "--module",
        SoftToken.LIBRARY.toString(),
        "--token-label",
        SoftToken.LABEL,
        "--login",
        "--pin",
        SoftToken.PIN,
        "--list-objects");
  }

  @Test
  void keys_inTheToken_cannotBeTakenOut() throws Exception {
    open("car");

    String objects = objects();
    assertThat(objects).contains(tests + "car-seal", tests + "car-wrap");
    assertThat(
            objects.lines().filter(line -> line.contains("Access:") && line.contains("sensitive")))
        .isNotEmpty()
        .allMatch(line -> line.contains("never extractable"));
  }

  @Test
  void dataKeys_doNotStayInTheToken() throws Exception {
    KeyVault vault = open("car");
    long before = objects().lines().count();
    vault.unwrap(vault.wrap(KEY));

    assertThat(objects().lines().count()).isEqualTo(before);
  }

  @Test
  void identity_inTheToken_hasNoEncoding_andIsGoneWhenItIsDestroyed() throws Exception {
    KeyVault vault = open("car");
    IdentityKey made = vault.makeIdentity(new SecureRandom());
    String label = made.kept().substring(made.kept().indexOf(' ') + 1);

    assertThat(vault.identity(made.kept()).getEncoded()).isNull();
    assertThat(objects()).contains(label);
    vault.destroyIdentity(made.kept());

    assertThat(objects()).doesNotContain(label);
    assertThatThrownBy(() -> vault.identity(made.kept())).isInstanceOf(WrongKeyException.class);
    vault.destroyIdentity(made.kept());
  }

  @Test
  void tokenThatIsNotThere_isNamed() {
    assertThatThrownBy(() -> open("lorry", "car"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no token 'lorry'");
    var nowhere = new Pkcs11Settings(home.resolve("no.so"), SoftToken.LABEL, "car");
    assertThatThrownBy(() -> Pkcs11KeyVault.openOrCreate(nowhere, TokenPin.of("1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.so");
  }

  @Test
  void wrongPin_isRefusedAndNotShown() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                Pkcs11KeyVault.EXPORTS,
                "-cp",
                System.getProperty("java.class.path"),
                OpeningChild.class.getName(),
                "wrong-pin-99")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).contains("token car: CKR_PIN_INCORRECT").doesNotContain("wrong-pin-99");
  }

  @Test
  void jvmWithoutTheExport_saysWhatItNeeds() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpeningChild.class.getName(),
                SoftToken.PIN)
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("start it with --add-exports=jdk.crypto.cryptoki");
  }

  @Test
  void pin_fromAFile_isItsLine_andOthersMayNotReadIt() throws Exception {
    Path file = Files.writeString(home.resolve("pin"), SoftToken.PIN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(TokenPin.read(file).characters()).isEqualTo(SoftToken.PIN.toCharArray());
    assertThat(TokenPin.read(file)).hasToString("PIN");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> TokenPin.read(file)).hasMessageContaining("others may read the PIN");
    assertThatThrownBy(() -> TokenPin.of("")).isInstanceOf(IllegalArgumentException.class);
  }
}
