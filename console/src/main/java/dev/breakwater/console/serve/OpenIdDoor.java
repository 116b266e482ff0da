package dev.breakwater.console.serve;

import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.User;
import dev.breakwater.console.account.SignInJournal.What;
import dev.breakwater.console.serve.OpenIdAttempts.Attempt;
import dev.breakwater.wire.Digest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in by OpenID Connect: the authorization code flow with PKCE, state and nonce (OpenID Connect
 * Core 1.0 3.1, RFC 7636, RFC 9700). The provider is asked for its configuration at the first
 * sign-in, so that the console starts without it.
 */
final class OpenIdDoor {
  static final String BEGIN = "/api/sign-in/openid";
  static final String CALLBACK = "/api/sign-in/openid/callback";

  private static final String COOKIE = "__Host-breakwater-openid";
  private static final Logger log = LoggerFactory.getLogger(OpenIdDoor.class);

  private final OpenIdSettings settings;
  private final OpenIdClaims claims;
  private final OpenIdAttempts attempts;
  private final Door door;

  /** Owned by the event loop. */
  private @Nullable OAuth2Auth provider;

  OpenIdDoor(OpenIdSettings settings, OpenIdAttempts attempts, Door door) {
    this.settings = settings;
    this.claims = new OpenIdClaims(settings);
    this.attempts = attempts;
    this.door = door;
  }

  void mount(Router router) {
    router.get(BEGIN).handler(this::begin);
    router.get(CALLBACK).handler(this::finish);
  }

  private Future<OAuth2Auth> provider(Vertx vertx) {
    if (provider != null) {
      return Future.succeededFuture(provider);
    }
    var options =
        new OAuth2Options()
            .setSite(settings.issuer().toString())
            .setClientId(settings.clientId())
            .setClientSecret(settings.clientSecret())
            .setHttpClientOptions(trusting());
    return OpenIDConnectAuth.discover(vertx, options)
        .onSuccess(
            found -> {
              provider = found;
              log.info("event=openid_provider_found issuer={}", settings.issuer());
            });
  }

  private HttpClientOptions trusting() {
    var options = new HttpClientOptions();
    settings
        .authorityFile()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return options;
  }

  private void begin(RoutingContext context) {
    if (!door.mayBegin(context)) {
      Replies.send(context, new Problem(429, "too-many-tries", "Too many tries; wait a minute."));
      return;
    }
    provider(context.vertx())
        .onSuccess(found -> send(context, found))
        .onFailure(
            failure -> {
              log.warn("event=openid_provider_unreachable issuer={}", settings.issuer(), failure);
              Replies.send(context, Api.unavailable());
            });
  }

  private void send(RoutingContext context, OAuth2Auth found) {
    Attempt attempt = attempts.begin();
    context.response().addCookie(cookie(attempt.state()));
    String challenge = challenge(attempt.verifier());
    redirect(
        context,
        found.authorizeURL(
            new OAuth2AuthorizationURL()
                .setRedirectUri(settings.callback())
                .setScopes(List.of("openid", "profile"))
                .setState(attempt.state())
                .setCodeChallenge(challenge)
                .setCodeChallengeMethod("S256")
                .putAdditionalParameter("nonce", attempt.nonce())));
  }

  private static String challenge(String verifier) {
    byte[] digest = Digest.of(verifier.getBytes(StandardCharsets.US_ASCII)).value().toArray();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private void finish(RoutingContext context) {
    Cookie kept = context.request().getCookie(COOKIE);
    String state = context.request().getParam("state");
    String code = context.request().getParam("code");
    Optional<Attempt> attempt = attempts.finish(state, kept == null ? null : kept.getValue());
    context.response().addCookie(cookie("").setMaxAge(0));
    if (attempt.isEmpty() || code == null) {
      refuse(context, "no such attempt");
      return;
    }
    var credentials =
        new Oauth2Credentials()
            .setFlow(OAuth2FlowType.AUTH_CODE)
            .setCode(code)
            .setRedirectUri(settings.callback())
            .setCodeVerifier(attempt.get().verifier());
    provider(context.vertx())
        .compose(found -> found.authenticate(credentials))
        .onSuccess(user -> admit(context, user, attempt.get()))
        .onFailure(failure -> refuse(context, String.valueOf(failure.getMessage())));
  }

  private void admit(RoutingContext context, io.vertx.ext.auth.User told, Attempt attempt) {
    JsonObject token = told.attributes().getJsonObject("idToken");
    Optional<User> user = token == null ? Optional.empty() : claims.user(token, attempt.nonce());
    if (user.isEmpty()) {
      refuse(context, "no role, or a token that is not for this console");
      return;
    }
    try {
      door.start(context, user.get());
      door.succeeded(context);
      redirect(context, "/");
    } catch (IOException e) {
      Replies.send(context, Api.unavailable());
    }
  }

  /** The reason is for the log alone; the page says that it did not work. */
  private void refuse(RoutingContext context, String reason) {
    log.warn("event=openid_refused reason=\"{}\"", reason.replaceAll("[^ -~]", "?"));
    door.tell(What.REFUSED, "@" + settings.name(), context);
    redirect(context, "/#/refused");
  }

  private static void redirect(RoutingContext context, String where) {
    context.response().setStatusCode(303).putHeader("Location", where).end();
  }

  /** Lax, not strict: the browser comes back from another site. */
  private static Cookie cookie(String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setSecure(true)
        .setHttpOnly(true)
        .setMaxAge(OpenIdAttempts.MAX_AGE.toSeconds())
        .setSameSite(CookieSameSite.LAX);
  }
}
