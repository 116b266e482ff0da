package dev.breakwater.console.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import dev.breakwater.console.account.Account;
import dev.breakwater.console.account.Accounts;
import dev.breakwater.console.account.SignIn;
import dev.breakwater.console.account.SignInJournal;
import dev.breakwater.console.account.SignInJournal.What;
import dev.breakwater.console.account.Throttle;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sign-in, sign-out, and whose session a request has. */
final class Door {
  /** The prefix: only for this host, its whole path, by HTTPS (RFC 6265bis 4.1.3.2). */
  static final String COOKIE = "__Host-breakwater";

  static final String TOKEN_HEADER = "X-Breakwater-Token";

  /** Tries of one account in five minutes; the right one forgives the others. */
  static final int TRIES_OF_ACCOUNT = 10;

  /** Tries from one address in five minutes that failed, whatever the account. */
  static final int TRIES_OF_ADDRESS = 60;

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MAX_NAME_LENGTH = 64;

  private final SignIn accounts;
  private final Sessions sessions;
  private final SignInJournal journal;
  private final Throttle ofAccount;
  private final Throttle ofAddress;

  /** What a page knows of its own session. */
  private record Shown(
      String name,
      Set<Role> roles,
      boolean local,
      String token,
      long sinceMillis,
      long untilMillis) {}

  Door(SignIn accounts, Sessions sessions, SignInJournal journal, InstantSource clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.journal = journal;
    this.ofAccount = new Throttle(TRIES_OF_ACCOUNT, WINDOW, clock);
    this.ofAddress = new Throttle(TRIES_OF_ADDRESS, WINDOW, clock);
  }

  Optional<Session> session(RoutingContext context) throws IOException {
    Optional<String> identifier = identifier(context);
    return identifier.isEmpty() ? Optional.empty() : sessions.use(identifier.get());
  }

  /** Returns whether the session of a stream goes on; a stream that is open does not use it. */
  boolean isOpen(RoutingContext context) throws IOException {
    Optional<String> identifier = identifier(context);
    return identifier.isPresent() && sessions.isOpen(identifier.get());
  }

  private static Optional<String> identifier(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(COOKIE)).map(Cookie::getValue);
  }

  /** Compares in a time that does not tell how much of it was right. */
  static boolean isFromOwnPage(RoutingContext context, Session session) {
    String given = context.request().getHeader(TOKEN_HEADER);
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            session.token().getBytes(StandardCharsets.UTF_8));
  }

  Answer signIn(RoutingContext context, JsonNode body) throws IOException {
    String name = body.path("name").asText();
    String password = body.path("password").asText();
    String address = address(context);
    if (name.length() > MAX_NAME_LENGTH || password.length() > Accounts.MAX_PASSWORD_LENGTH) {
      return refused();
    }
    if (!ofAddress.allows(address) || !ofAccount.allows(name)) {
      journal.tell(What.THROTTLED, name, address);
      context.response().putHeader("Retry-After", Long.toString(ofAccount.waitSeconds()));
      return new Problem(429, "too-many-tries", "Too many tries; wait a minute.");
    }
    Optional<Account> account = accounts.check(name, password);
    if (account.isEmpty()) {
      journal.tell(What.REFUSED, name, address);
      return refused();
    }
    ofAccount.forgive(name);
    ofAddress.giveBack(address);
    return start(context, account.get().user(), sessions.start(account.get()));
  }

  /** Starts a session of a user whom another place knows. */
  Answer start(RoutingContext context, User user) throws IOException {
    return start(context, user, sessions.start(user));
  }

  /** The identifier is always a new one: nobody can have set it before (session fixation). */
  private Answer start(RoutingContext context, User user, Optional<String> identifier)
      throws IOException {
    identifier(context).ifPresent(sessions::end);
    if (identifier.isEmpty()) {
      return new Problem(503, "too-many-sessions", "Too many are signed in.");
    }
    context.response().addCookie(cookie(identifier.get()));
    journal.tell(What.SIGNED_IN, user.name(), address(context));
    return show(sessions.use(identifier.get()).orElse(null));
  }

  Answer show(@Nullable Session session) {
    if (session == null) {
      return new Problem(401, "signed-out", "Sign in first.");
    }
    long until = session.since().plus(Sessions.MAX_AGE).toEpochMilli();
    return new Json(
        new Shown(
            session.user().name(),
            session.user().roles(),
            session.account() != null,
            session.token(),
            session.since().toEpochMilli(),
            until));
  }

  void signOut(RoutingContext context, User user) {
    identifier(context).ifPresent(sessions::end);
    context.response().addCookie(cookie("").setMaxAge(0));
    journal.tell(What.SIGNED_OUT, user.name(), address(context));
  }

  /** Returns whether another attempt may begin from the address of the request. */
  boolean mayBegin(RoutingContext context) {
    return ofAddress.allows(address(context));
  }

  /** An attempt that came to a good end does not count. */
  void succeeded(RoutingContext context) {
    ofAddress.giveBack(address(context));
  }

  void tell(What what, String account, RoutingContext context) {
    journal.tell(what, account, address(context));
  }

  private static String address(RoutingContext context) {
    return context.request().remoteAddress().hostAddress();
  }

  private static Cookie cookie(String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setSecure(true)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT);
  }

  private static Problem refused() {
    return new Problem(403, "sign-in-refused", "No account has this name and password.");
  }
}
