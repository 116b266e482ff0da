package dev.breakwater.cli.onshore;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void process_thatWaits_isUnavailableAndSaysForWhat() throws Exception {
    String[] trouble = {""};
    try (var server =
        HealthServer.start(
            ANY, () -> new ProcessState(trouble[0], new Metrics().counter("asked", 3)))) {
      assertThat(get(server, "health").body()).isEqualTo("ok\n");
      trouble[0] = "Kafka is away";
      HttpResponse<String> waiting = get(server, "health");
      assertThat(waiting.statusCode()).isEqualTo(503);
      assertThat(waiting.body()).isEqualTo("waiting: Kafka is away\n");
      assertThat(get(server, "metrics").body())
          .isEqualTo("# TYPE breakwater_asked_total counter\nbreakwater_asked_total 3\n");
    }
  }

  private static HttpResponse<String> get(HealthServer server, String path) throws Exception {
    var address = URI.create("http://127.0.0.1:" + server.port() + "/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
