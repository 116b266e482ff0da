package dev.breakwater.ingest.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** What a broker answers to an administrator's question. */
public final class BrokerAnswer {
  private BrokerAnswer() {}

  /**
   * Waits for it.
   *
   * @throws IOException if there is none within the limit, or the broker says no
   */
  public static <T> T await(KafkaFuture<T> answer, Duration limit) throws IOException {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking the broker", e);
    }
  }
}
