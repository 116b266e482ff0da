package dev.breakwater.console.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import dev.breakwater.console.map.MapPlugin;
import dev.breakwater.console.map.ReviewNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's map over HTTPS: who gets its files, as what, and that no name leads elsewhere. */
class MapFilesTest {
  @TempDir private static Path folder;
  private static TestConsole console;

  private record OfMap(MapPlugin map) implements Section {
    @Override
    public List<Route> routes() {
      return List.of(map.route(Set.of(Role.OPERATOR)));
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Path root = Files.createDirectories(folder.resolve("map/tiles"));
    Files.writeString(folder.resolve("map/map.js"), "export function draw() {}");
    Files.writeString(root.resolve("a b.svg"), "own");
    Files.writeString(root.resolve("1.svg"), "<svg/>");
    Files.writeString(folder.resolve("secret.js"), "secret");
    var number = new ReviewNumber("GS(2026)1234号");
    var section = new OfMap(MapPlugin.open(folder.resolve("map"), number));
    console = new TestConsole(folder, InstantSource.system(), section);
  }

  @AfterAll
  static void stop() throws Exception {
    console.close();
  }

  @Test
  void file_withoutASession_is401_withAnotherRole403_withItsOwn200() throws Exception {
    for (String path : List.of("/api/map/map.js", "/api/map/none.js", "/api/map/*", "/api/map/")) {
      assertThat(console.get(path, "none=none").statusCode()).as(path).isEqualTo(401);
      for (String role : List.of("auditor", "administrator")) {
        assertThat(console.get(path, console.cookie(role)).statusCode()).as(path).isEqualTo(403);
      }
    }
    var answer = console.get("/api/map/map.js", console.cookie("operator"));
    assertThat(answer.body()).isEqualTo("export function draw() {}");
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("content-security-policy")).hasValue(Guard.POLICY);
    assertThat(console.get("/api/map/tiles/1.svg", console.cookie("operator")).body())
        .isEqualTo("<svg/>");
  }

  @Test
  void name_thatLeadsElsewhere_findsNothing() throws Exception {
    String cookie = console.cookie("operator");
    for (String path :
        List.of(
            "/api/map/../secret.js",
            "/api/map/..%2fsecret.js",
            "/api/map/%2e%2e/secret.js",
            "/api/map/%2e%2e%2fsecret.js",
            "/api/map/tiles/%2e%2e/%2e%2e/secret.js",
            "/api/map/..%5csecret.js",
            "/api/map/%252e%252e%252fsecret.js",
            "/api/map//etc/hostname",
            "/api/map/%2fetc%2fhostname",
            "/api/map/map.js%00.svg",
            "/api/map/tiles/",
            "/api/map/tiles/a%20b.svg",
            "/api/map",
            "/api/map/")) {
      var answer = console.get(path, cookie);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).doesNotContain("secret", "own");
    }
  }
}
