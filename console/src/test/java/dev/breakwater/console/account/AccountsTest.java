package dev.breakwater.console.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.console.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.util.encoders.Hex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  @TempDir private Path folder;
  private Path file;
  private Accounts accounts;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve("console/accounts.json");
    accounts = opened();
  }

  private Accounts opened() throws IOException {
    return Accounts.open(file, InstantSource.system(), new SecureRandom());
  }

  @Test
  void account_withItsPassword_isFound_withAnother_not() throws Exception {
    String password = accounts.add("anna", Set.of(Role.AUDITOR));

    assertThat(accounts.check("anna", password).orElseThrow().user().roles())
        .containsExactly(Role.AUDITOR);
    assertThat(accounts.check("anna", password + "x")).isEmpty();
    assertThat(accounts.check("bert", password)).isEmpty();
  }

  @Test
  void file_isReadByItsOwnerAlone_andHoldsNoPassword() throws Exception {
    String password = accounts.add("anna", Set.of(Role.OPERATOR, Role.ADMINISTRATOR));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file))
        .doesNotContain(password)
        .contains("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(opened().check("anna", password).orElseThrow().user().roles())
        .containsExactlyInAnyOrder(Role.OPERATOR, Role.ADMINISTRATOR);
  }

  @Test
  void change_byAnotherProcess_isSeenWithTheNextQuestion() throws Exception {
    accounts.add("anna", Set.of(Role.AUDITOR));
    assertThat(accounts.find("anna")).isPresent();

    opened().remove("anna");

    assertThat(accounts.find("anna")).isEmpty();
  }

  @Test
  void password_thatIsSetAnew_isTheOnlyOne() throws Exception {
    String first = accounts.add("anna", Set.of(Role.AUDITOR));
    accounts.setPassword("anna", "four random plain words");

    assertThat(accounts.check("anna", first)).isEmpty();
    assertThat(accounts.check("anna", "four random plain words")).isPresent();
    assertThatThrownBy(() -> accounts.setPassword("anna", "elevenchars"))
        .isInstanceOf(AccountException.class);
    assertThatThrownBy(() -> accounts.setPassword("anna", "x".repeat(257)))
        .isInstanceOf(AccountException.class);
  }

  @Test
  void name_thatIsNone_orIsTaken_isRefused() throws Exception {
    accounts.add("anna", Set.of(Role.AUDITOR));

    for (String name :
        new String[] {"", "Anna", "a b", "anna@corp", "a".repeat(33), "<b>", "anna"}) {
      assertThatThrownBy(() -> accounts.add(name, Set.of(Role.AUDITOR)))
          .as(name)
          .isInstanceOf(AccountException.class);
    }
    assertThatThrownBy(() -> accounts.remove("bert")).isInstanceOf(AccountException.class);
  }

  @Test
  void file_thatIsDamaged_letsNobodyIn() throws Exception {
    accounts.add("anna", Set.of(Role.AUDITOR));
    String good = Files.readString(file);
    for (String bad :
        new String[] {good.replace("m=19456", "m=8"), good.replace("AUDITOR", "KING"), "{", "{}"}) {
      Files.writeString(file, bad);
      assertThatThrownBy(() -> opened().find("anna")).as(bad).isInstanceOf(IOException.class);
    }
  }

  @Test
  @DisplayName("RFC 9106 5.3: the Argon2id test vector, by the library that hashes")
  void argon2id_ofTheStandardsVector_isTheStandardsTag() {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(Hex.decode("02".repeat(16)))
            .withSecret(Hex.decode("03".repeat(8)))
            .withAdditional(Hex.decode("04".repeat(12)))
            .build());
    byte[] tag = new byte[32];
    generator.generateBytes(Hex.decode("01".repeat(32)), tag);

    assertThat(Hex.toHexString(tag))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }
}
