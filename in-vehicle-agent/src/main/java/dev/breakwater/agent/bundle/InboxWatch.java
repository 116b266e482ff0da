package dev.breakwater.agent.bundle;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the inbox every second, beside whatever the car is doing: deciding never waits for a
 * bundle to be examined.
 */
public final class InboxWatch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private InboxWatch(BundleInbox inbox) {
    this.thread = new Thread(() -> run(inbox), "bundle-inbox");
  }

  /**
   * Looks once, and then from a thread of its own until it is closed.
   *
   * @throws IOException if the first look fails
   */
  public static InboxWatch start(BundleInbox inbox) throws IOException {
    inbox.look();
    var watch = new InboxWatch(inbox);
    watch.thread.start();
    return watch;
  }

  private void run(BundleInbox inbox) {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        look(inbox);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(BundleInbox inbox) {
    try {
      inbox.look();
    } catch (IOException e) {
      // What is in force goes on; the next look tries again.
      LOG.error("event=bundle_inbox_unusable error=\"{}\"", e.toString());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
