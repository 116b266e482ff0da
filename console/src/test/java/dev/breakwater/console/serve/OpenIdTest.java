package dev.breakwater.console.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.console.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sign-in by a provider that speaks OpenID Connect on a socket; the browser is played by hand. */
class OpenIdTest {
  private static final String ISSUER = "corp";
  private static final URI OWN = URI.create("https://console.example/");

  @TempDir private Path folder;
  private final MockOAuth2Server provider = new MockOAuth2Server();
  private Instant now = Instant.now();
  private TestConsole console;

  @BeforeEach
  void start() throws Exception {
    provider.start();
    var settings = settings(URI.create(provider.issuerUrl(ISSUER).toString()), OWN);
    console = new TestConsole(folder, () -> now, Optional.of(settings));
  }

  @AfterEach
  void stop() throws Exception {
    console.close();
    provider.shutdown();
  }

  private static OpenIdSettings settings(URI issuer, URI own) {
    return new OpenIdSettings(
        "corp",
        issuer,
        "breakwater",
        "secret",
        own,
        "preferred_username",
        "realm.groups",
        Map.of(Role.AUDITOR, Set.of("audit"), Role.OPERATOR, Set.of("fleet", "ops")),
        null);
  }

  private void nextUser(String name, Object groups) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("preferred_username", name);
    claims.put("realm", Map.of("groups", groups));
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            ISSUER, "subject", "JWT", List.of("breakwater"), claims, 3600));
  }

  /** A sign-in that has come back from the provider. */
  private record Returned(String callback, String cookie) {}

  private Returned begin() throws IOException, InterruptedException {
    HttpResponse<String> begun = console.get(OpenIdDoor.BEGIN, "none=none");
    assertThat(begun.statusCode()).isEqualTo(303);
    String cookie = begun.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).contains("SameSite=Lax", "Secure", "HTTPOnly");
    URI asked = URI.create(begun.headers().firstValue("location").orElseThrow());
    assertThat(asked.getQuery()).contains("code_challenge_method=S256", "nonce=", "state=");
    HttpResponse<String> sent =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(asked).build(), BodyHandlers.ofString());
    URI back = URI.create(sent.headers().firstValue("location").orElseThrow());
    assertThat(back).hasHost("console.example");
    return new Returned(
        back.getRawPath() + "?" + back.getRawQuery(), cookie.substring(0, cookie.indexOf(';')));
  }

  private HttpResponse<String> finish(Returned returned) throws IOException, InterruptedException {
    return console.get(returned.callback(), returned.cookie());
  }

  private Optional<String> session(HttpResponse<String> finished) {
    var form = Pattern.compile("(__Host-breakwater=[^;]+);.*SameSite=Strict.*");
    return finished.headers().allValues("set-cookie").stream()
        .map(form::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  @Test
  void user_withARoleAtTheProvider_isSignedInWithIt() throws Exception {
    nextUser("anna", List.of("staff", "audit"));
    HttpResponse<String> finished = finish(begin());

    assertThat(finished.headers().firstValue("location")).hasValue("/");
    assertThat(console.get("/api/session", session(finished).orElseThrow()).body())
        .contains("\"name\":\"anna@corp\"", "\"roles\":[\"AUDITOR\"]", "\"local\":false");
    assertThat(console.get("/api/sign-in", "none=none").body()).isEqualTo("{\"openId\":\"corp\"}");
  }

  @Test
  void user_withoutARole_orWithAStrangeName_isRefused() throws Exception {
    nextUser("bert", List.of("staff"));
    assertThat(session(finish(begin()))).isEmpty();
    nextUser("a \"b\"", List.of("audit"));
    assertThat(session(finish(begin()))).isEmpty();
    assertThat(console.journal.last()).hasSize(2);
  }

  @Test
  void token_ofAnotherClient_issuerOrAttempt_namesNobody() {
    URI issuer = URI.create("https://idp.example/");
    var claims = new OpenIdClaims(settings(issuer, OWN));
    JsonObject good =
        new JsonObject()
            .put("iss", "https://idp.example/")
            .put("aud", "breakwater")
            .put("nonce", "n")
            .put("preferred_username", "anna")
            .put("realm", new JsonObject().put("groups", new JsonArray().add("ops")));
    assertThat(claims.user(good, "n").orElseThrow().roles()).containsExactly(Role.OPERATOR);

    assertThat(claims.user(good, "another")).isEmpty();
    assertThat(claims.user(good.copy().put("aud", "another"), "n")).isEmpty();
    assertThat(claims.user(good.copy().put("iss", "https://other.example/"), "n")).isEmpty();
    assertThat(claims.user(good.copy().put("realm", "ops"), "n")).isEmpty();
  }

  @Test
  void answer_ofAnotherBrowser_orASecondTime_orTooLate_signsNobodyIn() throws Exception {
    nextUser("anna", List.of("audit"));
    Returned mine = begin();
    Returned other = begin();
    assertThat(session(finish(new Returned(mine.callback(), other.cookie())))).isEmpty();
    assertThat(session(finish(new Returned(mine.callback(), "none=none")))).isEmpty();
    assertThat(session(finish(mine))).isPresent();
    assertThat(session(finish(mine))).isEmpty();
    now = now.plus(OpenIdAttempts.MAX_AGE).plus(Duration.ofSeconds(1));
    assertThat(session(finish(other))).isEmpty();
  }

  @Test
  void attempts_fromOneAddress_areCounted_likeThoseWithAPassword() throws Exception {
    for (int i = 0; i < Door.TRIES_OF_ADDRESS; i++) {
      assertThat(console.get(OpenIdDoor.BEGIN, "none=none").statusCode()).isEqualTo(303);
    }
    assertThat(console.get(OpenIdDoor.BEGIN, "none=none").statusCode()).isEqualTo(429);
  }

  @Test
  void provider_thatIsDown_leavesLocalAccounts() throws Exception {
    provider.shutdown();

    assertThat(console.get(OpenIdDoor.BEGIN, "none=none").statusCode()).isEqualTo(503);
    assertThat(console.signIn("auditor", TestConsole.PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void provider_withoutTls_isRefused_unlessOnThisMachine() {
    assertThatThrownBy(() -> settings(URI.create("http://idp.example/"), OWN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> settings(URI.create("https://idp.example/"), URI.create("http://c.example/")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
