package dev.breakwater.ingest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.ingest.console.Status.TopicRow;
import dev.breakwater.ingest.console.Status.VehicleRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusPageTest {
  private static final Status STATUS =
      new Status(
          12_345,
          6,
          7,
          12_358,
          "00ff",
          List.of(new VehicleRow("<b>car</b>", "ENROLLED", 0)),
          List.of(new TopicRow("raw", 3, 1, 99)));

  @TempDir private Path directory;

  private StatusPage page;

  @BeforeEach
  void start() throws Exception {
    Path publicFiles = Files.createDirectories(directory.resolve("log"));
    Files.writeString(publicFiles.resolve("checkpoint"), "origin\n1\n");
    Files.createDirectories(publicFiles.resolve("tile/0/x001/234.p"));
    Files.write(publicFiles.resolve("tile/0/x001/234.p/17"), new byte[] {1, 2, 3});
    Files.writeString(directory.resolve("secret"), "private");
    Files.writeString(publicFiles.resolve("state"), "private");
    Files.createSymbolicLink(publicFiles.resolve("tile/0/000"), directory.resolve("secret"));
    page = StatusPage.start(0, () -> STATUS, publicFiles);
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void answer_allowsABrowserNothing() throws Exception {
    var response = get("/status.json");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void json_read_hasTheSameFigures() throws Exception {
    var tree = new ObjectMapper().readTree(get("/status.json").body());
    assertThat(tree.get("stored").asLong()).isEqualTo(12_345);
    assertThat(tree.get("topics").get(0).get("nextOffset").asLong()).isEqualTo(99);
  }

  @Test
  void logFiles_read_areServedAsTheyAre() throws Exception {
    assertThat(get("/log/checkpoint").body()).isEqualTo("origin\n1\n");
    assertThat(get("/log/tile/0/x001/234.p/17").body()).isEqualTo("\u0001\u0002\u0003");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/log/../secret",
        "/log/%2e%2e/secret",
        "/log/..%2fsecret",
        "/log//etc/passwd",
        "/log/tile/0/000",
        "/log/state",
        "/log/",
        "/log/tile",
        "/secret",
        "/"
      })
  void pathOutsideThePublicFiles_asked_isNotFound(String path) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.1", "127.0.0.1:" + page.port()))
        .startsWith("HTTP/1.1 404");
  }

  @Test
  void host_ofAnotherSite_isTurnedAway() throws Exception {
    assertThat(raw("GET / HTTP/1.1", "evil.example:" + page.port())).startsWith("HTTP/1.1 421");
  }

  @Test
  void methodThatWrites_isNotAllowed() throws Exception {
    assertThat(raw("POST / HTTP/1.1", "127.0.0.1:" + page.port())).startsWith("HTTP/1.1 405");
  }

  @Test
  void state_unreadable_isSaid() throws Exception {
    StatusSource broken =
        () -> {
          throw new IOException("disk /data/store broken");
        };
    try (var other = StatusPage.start(0, broken, directory)) {
      var response = get(other, "/status.json");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("cannot be read").doesNotContain("/data");
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(page, path);
  }

  private static HttpResponse<String> get(StatusPage page, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + page.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a request line that an HTTP client would tidy up, and returns the first line back. */
  private String raw(String requestLine, String host) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), page.port())) {
      String request = requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return String.valueOf(new BufferedReader(in).readLine());
    }
  }
}
