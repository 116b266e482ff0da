package dev.breakwater.anonymizer.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.Watch;
import dev.breakwater.anonymizer.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A service on a real socket with real TLS, and a client that trusts it. */
final class RunningService implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PATIENCE_SECONDS = 60;

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private boolean brokenRequests;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final SSLContext tls;
  private final Path folder;
  private final Watch watch;
  private final Parts parts;
  private final AnonymizeService service;
  private final HttpClient client;
  private final String token;

  /** How a test wants its service. */
  record Setup(Detector detector, Limits limits, Set<Redaction> methods, Signer signer) {
    static Setup of(Detector detector) {
      return new Setup(
          detector, Limits.usual(), Set.of(Redaction.SOLID, Redaction.MOSAIC), Signer.none());
    }

    static Setup seeing(FakeDetector.Answer answer) {
      return of(new FakeDetector(answer));
    }

    Setup with(Limits other) {
      return new Setup(detector, other, methods, signer);
    }

    Setup with(Signer other) {
      return new Setup(detector, limits, methods, other);
    }

    Setup allowing(Redaction... allowed) {
      return new Setup(detector, limits, Set.of(allowed), signer);
    }
  }

  RunningService(SSLContext tls, Path folder, Setup setup)
      throws IOException, CannotServeException {
    this.tls = tls;
    this.folder = folder;
    this.watch = Watch.of(setup.detector);
    Workspace.create(folder);
    Path secret = folder.resolve("token");
    if (!Files.exists(secret)) {
      AccessToken.create(secret, new SecureRandom());
    }
    this.token = Files.readString(secret).strip();
    this.parts =
        new Parts(
            watch,
            Profile.files(),
            setup.methods,
            gate ->
                new Provenance(
                    "test 1",
                    gate.models(),
                    Map.of("redaction", String.valueOf(gate.profile().redaction())),
                    setup.signer),
            AccessToken.read(secret),
            setup.limits,
            now::get,
            new SecureRandom(),
            journal::add);
    this.service = AnonymizeService.start(loopback(0), tls, folder, parts);
    this.client = HttpClient.newBuilder().sslContext(tls).build();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  Parts parts() {
    return parts;
  }

  void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.port() + path))
        .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
        .header("Authorization", "Bearer " + token);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path));
  }

  HttpResponse<byte[]> post(String query, byte[] body) throws Exception {
    return send(request("/v1/file" + query).POST(BodyPublishers.ofByteArray(body)));
  }

  /** Posts without saying how long the body is. */
  HttpResponse<byte[]> postChunked(byte[] body) throws Exception {
    return send(
        request("/v1/file")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  /** Posts async and returns the task's path. */
  String postAsync(byte[] body) throws Exception {
    HttpResponse<byte[]> answer =
        send(
            request("/v1/file")
                .header("x-is-async", "true")
                .POST(BodyPublishers.ofByteArray(body)));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  HttpResponse<byte[]> delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  /** Asks until the task is in a state that satisfies the test. */
  JsonNode await(String task, String... states) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    JsonNode last = json(get(task));
    while (!Set.of(states).contains(last.path("state").asText())) {
      assertThat(System.nanoTime()).as("%s", last).isLessThan(end);
      Thread.onSpinWait();
      last = json(get(task));
    }
    return last;
  }

  /** Opens a connection and sends these characters, no more. */
  Socket connect(String sent) throws IOException {
    Socket socket =
        tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), service.port());
    socket.setSoTimeout((int) Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Returns the lines of a request that has the token. */
  String head(String first, String... others) {
    return first
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + token
        + "\r\n"
        + String.join("", Stream.of(others).map(line -> line + "\r\n").toList())
        + "\r\n";
  }

  static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static void assertProblem(HttpResponse<byte[]> answer, int status, String said)
      throws IOException {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
    assertThat(json(answer).path("error").asText()).contains(said);
    assertThat(json(answer).path("remedy").asText()).isNotEmpty();
    assertThat(text(answer)).doesNotContain("Exception", "/tasks/", "\tat ");
  }

  List<String> filesOnDisk() throws IOException {
    Path tasks = folder.resolve("tasks");
    try (Stream<Path> files = Files.walk(tasks)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> tasks.relativize(file).toString())
          .toList();
    } catch (UncheckedIOException e) {
      // A folder was removed while we looked.
      return filesOnDisk();
    }
  }

  void awaitEmptyDisk() throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (!filesOnDisk().isEmpty()) {
      assertThat(System.nanoTime()).as("%s", filesOnDisk()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /**
   * A client that went away in the middle is told of in the journal, sooner or later, and is no
   * defect.
   */
  void expectBrokenRequests() {
    brokenRequests = true;
  }

  /** Holds when no task is under way: no original, nothing half-written, nobody else may look. */
  void assertSound() throws IOException {
    assertThat(filesOnDisk()).noneMatch(name -> name.contains("/in/") || name.endsWith(".part"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("tasks")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(journal)
        .filteredOn(line -> !(brokenRequests && line.contains("request_failed")))
        .noneMatch(line -> line.contains("broke") || line.contains("_failed"));
  }

  @Override
  public void close() throws IOException {
    service.close();
    watch.close();
  }
}
