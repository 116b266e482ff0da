package dev.breakwater.console.serve;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign-ins that have begun and wait for the provider's answer. Safe for use by several threads. */
final class OpenIdAttempts {
  /** So long a user may take at the provider. */
  static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** More at a time push out the oldest. */
  static final int MAX_WAITING = 10_000;

  private static final int SECRET_BYTES = 32;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Attempt> waiting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempt> eldest) {
          return size() > MAX_WAITING;
        }
      };

  /**
   * One sign-in.
   *
   * @param state returns with the answer; the browser that began has it as a cookie too
   * @param nonce is in the ID token (OpenID Connect Core 1.0, 3.1.2.1)
   * @param verifier proves that who began asks for the token (RFC 7636)
   */
  record Attempt(String state, String nonce, String verifier, Instant begun) {}

  OpenIdAttempts(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized Attempt begin() {
    var attempt = new Attempt(secret(), secret(), secret(), clock.instant());
    waiting.put(attempt.state(), attempt);
    return attempt;
  }

  /**
   * Returns the attempt that an answer belongs to, once.
   *
   * @param state of the answer
   * @param cookie of the browser that brings it: another's answer signs nobody in
   */
  synchronized Optional<Attempt> finish(@Nullable String state, @Nullable String cookie) {
    if (state == null || !state.equals(cookie)) {
      return Optional.empty();
    }
    return Optional.ofNullable(waiting.remove(state))
        .filter(attempt -> !clock.instant().isAfter(attempt.begun().plus(MAX_AGE)));
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return new String(
        Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
  }
}
