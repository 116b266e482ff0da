package dev.breakwater.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountSectionTest {
  private static final String NEW = "four random plain words";

  @TempDir private Path folder;
  private Accounts accounts;
  private AccountSection section;
  private String password;

  @BeforeEach
  void open() throws Exception {
    InstantSource clock = InstantSource.system();
    accounts = Accounts.open(folder.resolve("accounts.json"), clock, new SecureRandom());
    section = new AccountSection(accounts, new SignInJournal(clock), clock);
    password = accounts.add("anna", Set.of(Role.AUDITOR));
  }

  private Answer change(String old, String fresh) throws IOException {
    var body = JsonNodeFactory.instance.objectNode().put("old", old).put("new", fresh);
    var call = new Call(new User("anna", Set.of(Role.AUDITOR)), Map.of(), Map.of(), body);
    return section.routes().get(1).handler().answer(call);
  }

  @Test
  void password_withTheOldOne_isChanged() throws Exception {
    assertThat(change(password, NEW)).isInstanceOf(Json.class);
    assertThat(accounts.check("anna", NEW)).isPresent();
  }

  @Test
  void password_withoutTheOldOne_orTooShort_staysAsItIs() throws Exception {
    assertThat(change("another password", NEW)).isInstanceOf(Problem.class);
    assertThat(change(password, "short")).isInstanceOf(Problem.class);
    assertThat(accounts.check("anna", password)).isPresent();
  }

  @Test
  void password_guessedTooOften_isNotLookedAt() throws Exception {
    for (int i = 0; i < AccountSection.TRIES; i++) {
      change("another password", NEW);
    }
    assertThat(change(password, NEW))
        .isInstanceOfSatisfying(Problem.class, told -> assertThat(told.status()).isEqualTo(429));
  }
}
