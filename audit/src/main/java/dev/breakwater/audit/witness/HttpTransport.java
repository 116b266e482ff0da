package dev.breakwater.audit.witness;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reaches a witness by HTTP. Redirects are not followed. Thread-safe. */
public final class HttpTransport implements WitnessClient.Transport {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final URI addCheckpoint;
  private final HttpClient client;

  /**
   * @param witness what {@code /add-checkpoint} is appended to
   */
  public HttpTransport(URI witness) {
    this.addCheckpoint = URI.create(witness.toString().replaceAll("/*$", "") + "/add-checkpoint");
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public WitnessAnswer post(Bytes body) throws IOException {
    var request =
        HttpRequest.newBuilder(addCheckpoint)
            .timeout(LIMIT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
            .build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        byte[] text = in.readNBytes(WitnessClient.MAX_ANSWER_BYTES);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return new WitnessAnswer(
            answer.statusCode(), type, new String(text, StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + addCheckpoint);
    }
  }
}
