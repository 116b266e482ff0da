package dev.breakwater.console.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Method;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with a section of two routes and one topic. */
class ConsoleTest {
  @TempDir private static Path folder;
  private static TestConsole console;
  private static RouteTable table;

  private static final class Two implements Section {
    @Override
    public List<Route> routes() {
      return List.of(
          Route.get(
              "/api/things/:thing",
              Set.of(Role.AUDITOR),
              call -> new Json(Map.of("thing", call.path().get("thing")))),
          Route.post(
              "/api/things",
              Set.of(Role.OPERATOR),
              call -> new Json(Map.of("by", call.user().name()))));
    }

    @Override
    public Map<String, Set<Role>> topics() {
      return Map.of("things", Set.of(Role.OPERATOR));
    }
  }

  @BeforeAll
  static void start() throws Exception {
    table = RouteTable.of(List.of(new Two()));
    console = new TestConsole(folder, InstantSource.system(), new Two());
  }

  @AfterAll
  static void stop() throws Exception {
    console.close();
  }

  @Test
  void route_withoutASession_is401_withTheWrongRole403_withItsRole200() throws Exception {
    assertThat(console.get("/api/things/7", "none=none").statusCode()).isEqualTo(401);
    assertThat(console.get("/api/things/7", console.cookie("operator")).statusCode())
        .isEqualTo(403);
    assertThat(console.get("/api/things/7", console.cookie("auditor")).body())
        .isEqualTo("{\"thing\":\"7\"}");
  }

  @Test
  void post_needsTheTokenOfItsSession() throws Exception {
    String cookie = console.cookie("operator");
    String token =
        console.get("/api/session", cookie).body().replaceAll(".*token\":\"([^\"]+).*", "$1");

    assertThat(console.post("/api/things", cookie, "guess", "{}").statusCode()).isEqualTo(403);
    assertThat(console.post("/api/things", cookie, token, "{}").body())
        .isEqualTo("{\"by\":\"operator\"}");
  }

  @Test
  void live_tellsTheLastState_thenEachNewOne() throws Exception {
    console.live.publish("things", Map.of("n", 1));
    var request =
        HttpRequest.newBuilder(console.address("/api/live?topics=things"))
            .header("Cookie", console.cookie("operator"))
            .build();
    var answer = console.client.send(request, BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(data(lines)).isEqualTo("{\"n\":1}");
      console.live.publish("things", Map.of("n", 2));
      assertThat(data(lines)).isEqualTo("{\"n\":2}");
    }
  }

  private static String data(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (!line.startsWith("data: ")) {
      line = lines.readLine();
    }
    return line.substring("data: ".length());
  }

  @Test
  void live_endsWithItsSession() throws Exception {
    String cookie = console.cookie("operator");
    var request =
        HttpRequest.newBuilder(console.address("/api/live?topics=things"))
            .header("Cookie", cookie)
            .build();
    var answer = console.client.send(request, BodyHandlers.ofInputStream());
    try (var stream = answer.body()) {
      console.post("/api/sign-out", cookie, console.token(cookie), "");
      // Returns when the stream has ended.
      assertThat(stream.readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void live_ofATopicOfAnotherRole_is403() throws Exception {
    String cookie = console.cookie("auditor");
    for (String topics : List.of("things", "things,other", "other", "")) {
      int status = console.get("/api/live?topics=" + topics, cookie).statusCode();
      assertThat(status).as(topics).isEqualTo(403);
    }
    assertThat(console.get("/api/live?topics=things", "none=none").statusCode()).isEqualTo(401);
  }

  @Test
  void everyRoute_withoutItsRole_is403_withoutASession401() throws Exception {
    Map<Role, String> cookies = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      cookies.put(role, console.cookie(role.name().toLowerCase(Locale.ROOT)));
    }
    for (Route route : table.routes()) {
      String path = route.path().replaceAll(":[a-z]+", "x");
      for (Role role : Role.values()) {
        int status = status(route, path, Objects.requireNonNull(cookies.get(role)));
        assertThat(status == 403).as("%s %s", role, path).isEqualTo(!route.roles().contains(role));
      }
      assertThat(status(route, path, "none=none")).as(path).isEqualTo(401);
    }
  }

  private static int status(Route route, String path, String cookie) throws Exception {
    return route.method() == Method.GET
        ? console.get(path, cookie).statusCode()
        : console.post(path, cookie, console.token(cookie), "{}").statusCode();
  }

  @Test
  void everyAnswer_hasTheHeadersThatKeepABrowserSafe() throws Exception {
    for (String path : List.of("/", "/app.js", "/api/session", "/api/none", "/none")) {
      var headers = console.get(path, "none=none").headers();
      assertThat(headers.firstValue("content-security-policy"))
          .as(path)
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                      .doesNotContain("unsafe"));
      assertThat(headers.firstValue("strict-transport-security")).hasValue("max-age=31536000");
      assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
    }
  }

  @Test
  void cookie_isForThisHostAlone_andForNoScript() throws Exception {
    String set =
        console
            .signIn("auditor", TestConsole.PASSWORD)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();

    assertThat(set)
        .startsWith("__Host-breakwater=")
        .contains("Secure", "HTTPOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Domain");
  }

  @Test
  void signIn_withAnIdentifierThatWasThereBefore_makesANewOne() throws Exception {
    String first = console.cookie("auditor");
    String body = "{\"name\":\"auditor\",\"password\":\"%s\"}".formatted(TestConsole.PASSWORD);
    var answer = console.post("/api/sign-in", first, "none", body);

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain(first);
    assertThat(console.get("/api/session", first).statusCode()).isEqualTo(401);
    assertThat(console.get("/api/session", "__Host-breakwater=chosen").statusCode()).isEqualTo(401);
  }

  @Test
  void signIn_byAFormOfAnotherSite_isRefused() throws Exception {
    var request =
        HttpRequest.newBuilder(console.address("/api/sign-in"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"name\":\"auditor\",\"password\":\"x\"}"))
            .build();

    assertThat(console.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void signOut_endsTheSession() throws Exception {
    String cookie = console.cookie("auditor");

    assertThat(console.post("/api/sign-out", cookie, console.token(cookie), "").statusCode())
        .isEqualTo(200);
    assertThat(console.get("/api/session", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void body_largerThanTheLimit_isRefused_andSoIsOneThatIsNoObject() throws Exception {
    String cookie = console.cookie("operator");
    String token = console.token(cookie);

    assertThat(
            console
                .post("/api/things", cookie, token, "\"" + "x".repeat(Api.MAX_BODY_BYTES) + "\"")
                .statusCode())
        .isEqualTo(413);
    assertThat(console.post("/api/things", cookie, token, "[1]").statusCode()).isEqualTo(400);
    assertThat(console.post("/api/things", cookie, token, "{").statusCode()).isEqualTo(400);
  }

  @Test
  void page_isServedWithoutASession() throws Exception {
    assertThat(console.get("/", "none=none").body()).contains("/app.js");
    assertThat(console.get("/text/zh/shell.json", "none=none").statusCode()).isEqualTo(200);
    assertThat(console.get("/..%2fconsole.css", "none=none").statusCode()).isEqualTo(404);
  }
}
