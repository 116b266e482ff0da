package dev.breakwater.console.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with a section of two routes and one topic. */
class ConsoleTest {
  @TempDir private static Path folder;
  private static TestConsole console;

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
      assertThat(lines.readLine()).isEqualTo("event: things");
      assertThat(lines.readLine()).isEqualTo("data: {\"n\":1}");
      console.live.publish("things", Map.of("n", 2));
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("event: things");
      assertThat(lines.readLine()).isEqualTo("data: {\"n\":2}");
    }
  }

  @Test
  void page_isServedWithoutASession() throws Exception {
    assertThat(console.get("/", "none=none").body()).contains("/app.js");
    assertThat(console.get("/text/zh/shell.json", "none=none").statusCode()).isEqualTo(200);
    assertThat(console.get("/..%2fconsole.css", "none=none").statusCode()).isEqualTo(404);
  }
}
