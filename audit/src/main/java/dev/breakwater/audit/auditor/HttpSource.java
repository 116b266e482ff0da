package dev.breakwater.audit.auditor;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** A log on a static web server. Redirects are not followed; answers may be gzipped. */
public final class HttpSource implements LogSource {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final URI prefix;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param prefix of the log, with or without a slash at its end
   */
  public HttpSource(URI prefix) {
    this(prefix, ANSWER_TIMEOUT);
  }

  HttpSource(URI prefix, Duration timeout) {
    this.timeout = timeout;
    this.prefix = URI.create(prefix.toString().replaceAll("/*$", "/"));
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Optional<Bytes> read(String path, int maxBytes) throws IOException {
    HttpResponse<InputStream> answer = get(prefix.resolve(path));
    try (InputStream body = answer.body()) {
      return switch (answer.statusCode()) {
        case 200 -> Optional.of(content(answer, body, maxBytes));
        case 404, 410 -> Optional.empty();
        default -> throw new IOException(answer.uri() + " answers " + answer.statusCode());
      };
    }
  }

  @Override
  public Optional<List<String>> list() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return prefix.toString();
  }

  private HttpResponse<InputStream> get(URI uri) throws IOException {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Accept-Encoding", "gzip, identity")
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + uri);
    }
  }

  /** The client's own timeout ends with the headers: a body that only drips is closed here. */
  private Bytes content(HttpResponse<InputStream> answer, InputStream body, int maxBytes)
      throws IOException {
    var reading = new CompletableFuture<Void>();
    var unused =
        reading
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((done, tooSlow) -> closeIf(tooSlow != null, body));
    try {
      String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
      InputStream decoded = encoding.equals("gzip") ? new GZIPInputStream(body) : body;
      return Bytes.of(decoded.readNBytes(maxBytes + 1));
    } catch (IOException e) {
      String problem =
          reading.isCompletedExceptionally() ? " does not answer in " + timeout : " breaks off";
      throw new IOException(answer.uri() + problem, e);
    } finally {
      reading.complete(null);
    }
  }

  private static void closeIf(boolean condition, InputStream body) {
    try {
      if (condition) {
        body.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
