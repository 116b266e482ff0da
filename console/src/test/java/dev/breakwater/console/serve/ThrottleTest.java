package dev.breakwater.console.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.console.account.Throttle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottleTest {
  private Instant now = Instant.parse("2026-11-27T01:00:00Z");
  private final Throttle throttle = new Throttle(10, Duration.ofMinutes(5), () -> now);

  @Test
  void caller_beyondHisNumber_isRefusedUntilAShareOfTheTimeIsOver() {
    for (int i = 0; i < 10; i++) {
      assertThat(throttle.allows("anna")).isTrue();
    }
    assertThat(throttle.allows("anna")).isFalse();
    assertThat(throttle.allows("bert")).isTrue();

    now = now.plusSeconds(throttle.waitSeconds());
    assertThat(throttle.allows("anna")).isTrue();
    assertThat(throttle.allows("anna")).isFalse();
  }

  @Test
  void callers_beyondTheLimit_areForgotten_theSilentOnesFirst() {
    for (int i = 0; i < 10; i++) {
      throttle.allows("first");
    }
    for (int i = 0; i < Throttle.MAX_CALLERS; i++) {
      throttle.allows("caller " + i);
    }
    assertThat(throttle.allows("first")).isTrue();
  }

  @Test
  void signIn_isThrottled_byAccountAndByAddress(@TempDir Path folder) throws Exception {
    try (var console = new TestConsole(folder, () -> now)) {
      for (int i = 0; i < Door.TRIES_OF_ACCOUNT; i++) {
        assertThat(console.signIn("auditor", "wrong password").statusCode()).isEqualTo(403);
      }
      var refused = console.signIn("auditor", TestConsole.PASSWORD);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
      assertThat(console.signIn("operator", TestConsole.PASSWORD).statusCode()).isEqualTo(200);
      // Those of an account that is throttled count for the address, and cost no hash.
      for (int i = Door.TRIES_OF_ACCOUNT + 1; i < Door.TRIES_OF_ADDRESS; i++) {
        console.signIn("auditor", TestConsole.PASSWORD);
      }
      assertThat(console.signIn("operator", TestConsole.PASSWORD).statusCode()).isEqualTo(429);
      assertThat(console.journal.last().get(0).what().name()).isEqualTo("THROTTLED");
    }
  }
}
