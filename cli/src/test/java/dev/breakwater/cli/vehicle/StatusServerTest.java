package dev.breakwater.cli.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.egress.Sent;
import dev.breakwater.agent.outbox.Backlog;
import dev.breakwater.agent.uplink.UplinkProgress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusServerTest {
  private static AgentStatus status(String trouble) {
    return new AgentStatus(
        new UplinkProgress(3, 40, 5000, 1, 2, trouble),
        new Sent(60, 6000, Map.of("telemetry.speed", new Sent.Volume(40, 4000))),
        new Backlog(1, 7, 900),
        Instant.ofEpochSecond(1_800_000_000));
  }

  private static HttpURLConnection open(int port, String path) throws IOException {
    return (HttpURLConnection)
        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
  }

  @Test
  void metrics_areThoseOfTheAgentInTheTextFormat() throws Exception {
    try (var server = StatusServer.start(0, () -> status(""))) {
      HttpURLConnection connection = open(server.port(), "/metrics");
      try (InputStream in = connection.getInputStream()) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(
                """
                # TYPE breakwater_uplink_segments_acknowledged_total counter
                breakwater_uplink_segments_acknowledged_total 3
                # TYPE breakwater_uplink_items_acknowledged_total counter
                breakwater_uplink_items_acknowledged_total 40
                # TYPE breakwater_uplink_bytes_acknowledged_total counter
                breakwater_uplink_bytes_acknowledged_total 5000
                # TYPE breakwater_uplink_refusals_total counter
                breakwater_uplink_refusals_total 1
                # TYPE breakwater_uplink_connections_total counter
                breakwater_uplink_connections_total 2
                # TYPE breakwater_uplink_messages_total counter
                breakwater_uplink_messages_total 60
                # TYPE breakwater_uplink_message_bytes_total counter
                breakwater_uplink_message_bytes_total 6000
                # TYPE breakwater_sent_items_total counter
                breakwater_sent_items_total{category="telemetry.speed"} 40
                # TYPE breakwater_uplink_waiting gauge
                breakwater_uplink_waiting 0
                # TYPE breakwater_outbox_items gauge
                breakwater_outbox_items 7
                # TYPE breakwater_outbox_bytes gauge
                breakwater_outbox_bytes 900
                # TYPE breakwater_certificate_end_seconds gauge
                breakwater_certificate_end_seconds 1800000000
                """);
      }
      assertThat(connection.getContentType()).startsWith("text/plain; version=0.0.4");
    }
  }

  @Test
  void health_saysWhatTheCarWaitsFor() throws Exception {
    try (var server = StatusServer.start(0, () -> status(""))) {
      assertThat(StatusServer.ask(server.port())).isEqualTo("ok");
    }
    try (var server = StatusServer.start(0, () -> status("the receiver is busy"))) {
      assertThat(StatusServer.ask(server.port())).isEqualTo("waiting: the receiver is busy");
    }
  }

  @Test
  void otherMethodsAndPaths_areRefused() throws Exception {
    try (var server = StatusServer.start(0, () -> status(""))) {
      HttpURLConnection post = open(server.port(), "/metrics");
      post.setRequestMethod("POST");
      assertThat(post.getResponseCode()).isEqualTo(405);
      assertThat(open(server.port(), "/other").getResponseCode()).isEqualTo(404);
    }
  }

  @Test
  void port_thatIsTaken_isAnError_andAClosedServerDoesNotAnswer() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> StatusServer.start(taken.getLocalPort(), () -> status("")))
          .isInstanceOf(IOException.class);
    }
    int port;
    try (var server = StatusServer.start(0, () -> status(""))) {
      port = server.port();
    }
    assertThatThrownBy(() -> StatusServer.ask(port)).isInstanceOf(IOException.class);
  }
}
