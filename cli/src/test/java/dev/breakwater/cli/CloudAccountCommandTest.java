package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.FirstAccount;
import dev.breakwater.console.account.Accounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudAccountCommandTest {
  @TempDir private Path folder;

  private Result account(String... rest) {
    String[] line = new String[rest.length + 4];
    line[0] = "cloud";
    line[1] = "account";
    System.arraycopy(rest, 0, line, 2, rest.length);
    line[line.length - 2] = "--data";
    line[line.length - 1] = folder.toString();
    return run(line);
  }

  private Accounts accounts() throws IOException {
    return Accounts.open(
        new DataLayout(folder).accounts(), InstantSource.system(), new SecureRandom());
  }

  @Test
  void account_isAdded_listed_givenAnotherPassword_andRemoved() throws IOException {
    String password = account("add", "anna", "--role", "operator,auditor").out().strip();
    assertThat(accounts().check("anna", password)).isPresent();
    assertThat(account("list").out()).isEqualTo("anna operator,auditor\n");

    String second = account("password", "anna").out().strip();
    assertThat(accounts().check("anna", password)).isEmpty();
    assertThat(accounts().check("anna", second)).isPresent();

    assertThat(account("remove", "anna").exitCode()).isZero();
    assertThat(account("list").out()).isEmpty();
  }

  @Test
  void account_thatCannotBeMade_isOneLineAndCode2() {
    account("add", "anna", "--role", "auditor");

    for (Result result :
        new Result[] {
          account("add", "anna", "--role", "auditor"),
          account("add", "Anna", "--role", "auditor"),
          account("add", "bert", "--role", "king"),
          account("password", "bert"),
          account("remove", "bert")
        }) {
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err().lines()).hasSize(1);
    }
  }

  @Test
  void firstAccount_isMadeOnce() throws IOException {
    var layout = new DataLayout(folder);
    var first = new StringWriter();
    var second = new StringWriter();
    FirstAccount.prepare(
        layout, InstantSource.system(), new SecureRandom(), new PrintWriter(first));
    FirstAccount.prepare(
        layout, InstantSource.system(), new SecureRandom(), new PrintWriter(second));

    String password = first.toString().strip().replaceAll(".* ", "");
    assertThat(accounts().check("admin", password)).isPresent();
    assertThat(second.toString()).isEmpty();
  }
}
