package dev.breakwater.console.serve;

import dev.breakwater.console.User;
import dev.breakwater.console.account.Account;
import dev.breakwater.console.account.SignIn;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions, in memory: a restart ends them all. Only digests of their identifiers are
 * kept, so a dump of the memory opens none. A sign-in always makes a new identifier. Safe for use
 * by several threads.
 */
final class Sessions {
  /** Without a request for this long a session ends. */
  static final Duration MAX_IDLE = Duration.ofMinutes(30);

  /** A session ends after a working day, used or not. */
  static final Duration MAX_AGE = Duration.ofHours(12);

  /** More at a time are refused: each is one who signed in. */
  static final int MAX_OPEN = 10_000;

  private static final int SECRET_BYTES = 32;

  private final Map<Digest, Session> open = new ConcurrentHashMap<>();
  private final SignIn accounts;
  private final InstantSource clock;
  private final SecureRandom random;

  Sessions(SignIn accounts, InstantSource clock, SecureRandom random) {
    this.accounts = accounts;
    this.clock = clock;
    this.random = random;
  }

  /** Returns the identifier of a new session with a local account; empty if there are too many. */
  Optional<String> start(Account account) {
    return start(account.user(), account);
  }

  /** The same for somebody whom another place knows. */
  Optional<String> start(User user) {
    return start(user, null);
  }

  private Optional<String> start(User user, @Nullable Account account) {
    Instant now = clock.instant();
    open.values().removeIf(session -> isOver(session, now));
    if (open.size() >= MAX_OPEN) {
      return Optional.empty();
    }
    String identifier = secret();
    open.put(key(identifier), new Session(user, account, secret(), now, now));
    return Optional.of(identifier);
  }

  /** Returns the session, unless it is over or its account was changed or removed. */
  Optional<Session> use(String identifier) throws IOException {
    Digest key = key(identifier);
    Session session = open.get(key);
    if (session == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (isOver(session, now) || isChanged(session)) {
      open.remove(key);
      return Optional.empty();
    }
    return Optional.ofNullable(open.computeIfPresent(key, (same, found) -> found.usedAt(now)));
  }

  /** Returns whether the session goes on, without using it. */
  boolean isOpen(String identifier) throws IOException {
    Session session = open.get(key(identifier));
    return session != null && !isOver(session, clock.instant()) && !isChanged(session);
  }

  /** A new password, another role or the end of an account ends its sessions. */
  private boolean isChanged(Session session) throws IOException {
    Account known = session.account();
    return known != null && !accounts.find(known.user().name()).equals(Optional.of(known));
  }

  void end(String identifier) {
    open.remove(key(identifier));
  }

  private static boolean isOver(Session session, Instant now) {
    return now.isAfter(session.usedAt().plus(MAX_IDLE))
        || now.isAfter(session.since().plus(MAX_AGE));
  }

  private static Digest key(String identifier) {
    return Digest.of(identifier.getBytes(StandardCharsets.UTF_8));
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
