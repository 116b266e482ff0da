package dev.breakwater.console.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import dev.breakwater.console.account.Account;
import dev.breakwater.console.account.SignIn;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sign-in, sign-out, and whose session a request has. */
final class Door {
  /** The prefix: only for this host, its whole path, by HTTPS (RFC 6265bis 4.1.3.2). */
  static final String COOKIE = "__Host-breakwater";

  static final String TOKEN_HEADER = "X-Breakwater-Token";

  /** A password longer than this is not hashed. */
  static final int MAX_PASSWORD_LENGTH = 256;

  private static final int MAX_NAME_LENGTH = 64;

  private static final Logger log = LoggerFactory.getLogger(Door.class);

  private final SignIn accounts;
  private final Sessions sessions;

  /** What a page knows of its own session. */
  private record Shown(
      String name, Set<Role> roles, String token, long sinceMillis, long untilMillis) {}

  Door(SignIn accounts, Sessions sessions) {
    this.accounts = accounts;
    this.sessions = sessions;
  }

  Optional<Session> session(RoutingContext context) throws IOException {
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie == null ? Optional.empty() : sessions.use(cookie.getValue());
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
    if (name.length() > MAX_NAME_LENGTH || password.length() > MAX_PASSWORD_LENGTH) {
      return refused();
    }
    Optional<Account> account = accounts.check(name, password);
    if (account.isEmpty()) {
      log.warn("event=sign_in_refused address={}", context.request().remoteAddress().hostAddress());
      return refused();
    }
    return start(context, account.get().user(), sessions.start(account.get()));
  }

  private Answer start(RoutingContext context, User user, Optional<String> identifier)
      throws IOException {
    signOut(context);
    if (identifier.isEmpty()) {
      return new Problem(503, "too-many-sessions", "Too many are signed in.");
    }
    context.response().addCookie(cookie(identifier.get()));
    log.info("event=signed_in user={}", user.name());
    Session session = sessions.use(identifier.get()).orElseThrow();
    return show(session);
  }

  Answer show(@Nullable Session session) {
    if (session == null) {
      return new Problem(401, "signed-out", "Sign in first.");
    }
    long until = session.since().plus(Sessions.MAX_AGE).toEpochMilli();
    User user = session.user();
    return new Json(
        new Shown(
            user.name(), user.roles(), session.token(), session.since().toEpochMilli(), until));
  }

  void signOut(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    if (cookie != null) {
      sessions.end(cookie.getValue());
    }
  }

  static Cookie cookie(String value) {
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
