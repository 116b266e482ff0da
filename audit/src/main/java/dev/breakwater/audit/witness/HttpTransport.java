package dev.breakwater.audit.witness;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reaches a witness by HTTP. Redirects are not followed; an answer has to be there as a whole
 * within the limit. Thread-safe.
 */
public final class HttpTransport implements WitnessClient.Transport {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final URI addCheckpoint;
  private final Duration limit;
  private final HttpClient client;

  /**
   * @param witness what {@code /add-checkpoint} is appended to
   */
  public HttpTransport(URI witness) {
    this(witness, LIMIT);
  }

  HttpTransport(URI witness, Duration limit) {
    this.addCheckpoint = URI.create(witness.toString().replaceAll("/*$", "") + "/add-checkpoint");
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(limit)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public WitnessAnswer post(Bytes body) throws IOException {
    var request =
        HttpRequest.newBuilder(addCheckpoint)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
            .build();
    // The client's own timeout ends with the headers: this one ends with the body.
    var answer = client.sendAsync(request, info -> new LimitedBody());
    try {
      HttpResponse<byte[]> whole = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      String type = whole.headers().firstValue("Content-Type").orElse("");
      return new WitnessAnswer(
          whole.statusCode(), type, new String(whole.body(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw new IOException(addCheckpoint + " does not answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(addCheckpoint + " does not answer in " + limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + addCheckpoint);
    } finally {
      answer.cancel(true);
    }
  }

  /**
   * Takes the bytes of an answer, up to the limit. One thread at a time, as the client calls it.
   */
  private static final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (content.size() + part.remaining() > WitnessClient.MAX_ANSWER_BYTES) {
          refuse();
          return;
        }
        byte[] octets = new byte[part.remaining()];
        part.get(octets);
        content.writeBytes(octets);
      }
    }

    private void refuse() {
      if (subscription != null) {
        subscription.cancel();
      }
      var limit = "an answer longer than " + WitnessClient.MAX_ANSWER_BYTES + " bytes";
      body.completeExceptionally(new IOException(limit));
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(content.toByteArray());
    }
  }
}
