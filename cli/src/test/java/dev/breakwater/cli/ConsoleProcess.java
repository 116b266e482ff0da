package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** 'cloud console' in a JVM of its own, and the first account signed in to it. */
final class ConsoleProcess implements AutoCloseable {
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final Pattern PASSWORD = Pattern.compile("first account admin, password (\\S+)");

  private final DataLayout data;
  private final Path output;
  private final Process process;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client;
  private String cookie = "none=none";
  private String token = "none";

  /**
   * @param output file for what it says
   */
  ConsoleProcess(DataLayout data, Path config, Path output) throws Exception {
    this.data = data;
    this.output = output;
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of("cloud", "console", "--config", config.toString()));
    process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    client = HttpClient.newBuilder().sslContext(trusting()).build();
  }

  /** Trusts the installation's authority alone. */
  private SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    var authority = new Trust(data, new SecureRandom()).authority();
    trusted.setCertificateEntry("ca", authority.certificate());
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it can be reached. */
  void signIn() throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!said().contains("event=ready")) {
      assertThat(process.isAlive() && System.nanoTime() < end).as(said()).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    Matcher password = PASSWORD.matcher(said());
    assertThat(password.find()).isTrue();
    String form = "{\"name\": \"admin\", \"password\": \"%s\"}".formatted(password.group(1));
    HttpResponse<String> answer = send("/api/sign-in", form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
    cookie = set.substring(0, set.indexOf(';'));
    token = get("/api/session").get("token").asText();
  }

  String said() throws IOException {
    return Files.readString(output);
  }

  JsonNode get(String path) throws Exception {
    return json.readTree(send(path, null).body());
  }

  /** Asks again until it is so. */
  JsonNode await(String path, Predicate<JsonNode> isSo) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    JsonNode now = get(path);
    while (!isSo.test(now)) {
      assertThat(System.nanoTime()).as("%s: %s; %s", path, now, said()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
      now = get(path);
    }
    return now;
  }

  JsonNode post(String path, String body) throws Exception {
    HttpResponse<String> answer = send(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private HttpResponse<String> send(String path, @Nullable String body) throws Exception {
    var request =
        HttpRequest.newBuilder(Endpoints.read(data.endpoints()).console().resolve(path))
            .header("Cookie", cookie)
            .header("X-Breakwater-Token", token);
    if (body != null) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Ends by SIGTERM, with nothing to complain of. */
  void stopCleanly() throws Exception {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said()).doesNotContain("ERROR").doesNotContain("Exception");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
