package dev.breakwater.console.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import dev.breakwater.console.account.Accounts;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-11-27T01:00:00Z");
  private Accounts accounts;
  private Sessions sessions;
  private String identifier;

  @BeforeEach
  void signIn() throws Exception {
    var random = new SecureRandom();
    InstantSource clock = () -> now;
    accounts = Accounts.open(folder.resolve("accounts.json"), clock, random);
    accounts.add("anna", Set.of(Role.AUDITOR));
    sessions = new Sessions(accounts, clock, random);
    identifier = sessions.start(accounts.find("anna").orElseThrow()).orElseThrow();
  }

  @Test
  void session_thatIsNotUsed_endsAfterItsIdleTime() throws Exception {
    now = now.plus(Sessions.MAX_IDLE);
    assertThat(sessions.use(identifier)).isPresent();
    now = now.plus(Sessions.MAX_IDLE).plus(SECOND);
    assertThat(sessions.use(identifier)).isEmpty();
  }

  @Test
  void session_thatIsUsedAllTheTime_endsAfterItsAge() throws Exception {
    Instant end = now.plus(Sessions.MAX_AGE);
    for (; !now.isAfter(end); now = now.plus(Duration.ofMinutes(20))) {
      assertThat(sessions.use(identifier)).as("%s", now).isPresent();
    }
    assertThat(sessions.use(identifier)).isEmpty();
  }

  @Test
  void stream_doesNotKeepASessionAlive() throws Exception {
    for (int minute = 0; minute < 30; minute++) {
      assertThat(sessions.isOpen(identifier)).isTrue();
      now = now.plus(Duration.ofMinutes(1));
    }
    now = now.plus(SECOND);
    assertThat(sessions.isOpen(identifier)).isFalse();
  }

  @Test
  void newPassword_orTheEndOfTheAccount_endsItsSessions() throws Exception {
    accounts.renewPassword("anna");
    assertThat(sessions.use(identifier)).isEmpty();

    String second = sessions.start(accounts.find("anna").orElseThrow()).orElseThrow();
    assertThat(sessions.use(second)).isPresent();
    accounts.remove("anna");
    assertThat(sessions.use(second)).isEmpty();
  }

  @Test
  void identifier_isNeverTheSameTwice_andNotTheToken() throws Exception {
    String other = sessions.start(new User("bert@corp", Set.of(Role.OPERATOR))).orElseThrow();

    assertThat(other).hasSizeGreaterThanOrEqualTo(43).isNotEqualTo(identifier);
    assertThat(sessions.use(other).orElseThrow().token())
        .isNotEqualTo(other)
        .isNotEqualTo(sessions.use(identifier).orElseThrow().token());
  }
}
