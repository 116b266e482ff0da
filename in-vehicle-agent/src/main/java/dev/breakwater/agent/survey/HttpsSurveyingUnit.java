package dev.breakwater.agent.survey;

import dev.breakwater.agent.decide.Routed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The unit behind HTTPS: one POST for each delivery, HTTP/2 where the unit speaks it. */
public final class HttpsSurveyingUnit implements SurveyingUnit {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FIRST_GOOD = 200;
  private static final int FIRST_BAD = 300;

  private final UnitEndpoint endpoint;
  private final HttpClient client;

  public HttpsSurveyingUnit(UnitEndpoint endpoint) {
    this.endpoint = endpoint;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            // A redirect could lead to anybody.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .sslContext(pinned(endpoint))
            .build();
  }

  private static SSLContext pinned(UnitEndpoint endpoint) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedCertificate(endpoint.pin())}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  @Override
  public void deliver(Routed pass, RawGeodata data) throws IOException {
    if (!pass.category().equals(data.category()) || !pass.capturedAt().equals(data.capturedAt())) {
      throw new IllegalArgumentException("the pass is for other data");
    }
    requireOnshore();
    var request =
        HttpRequest.newBuilder(endpoint.address())
            .timeout(PATIENCE)
            .header("Content-Type", "application/octet-stream")
            .header("Data-Category", data.category())
            .header("Captured-At", data.capturedAt().toString())
            .POST(BodyPublishers.ofByteArray(data.content().toArray()))
            .build();
    int status = send(request);
    if (status < FIRST_GOOD || status >= FIRST_BAD) {
      throw new IOException("the surveying unit answers " + status);
    }
  }

  // Fail closed: geodata stays in China (自然资发〔2024〕139号), so it must be known where the unit is.
  private void requireOnshore() throws IOException {
    for (InetAddress address : InetAddress.getAllByName(endpoint.address().getHost())) {
      if (!endpoint.onshore().admit(address.getAddress())) {
        throw new IOException("the surveying unit's address is in none of the onshore networks");
      }
    }
  }

  private int send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
