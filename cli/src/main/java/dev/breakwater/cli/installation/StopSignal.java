package dev.breakwater.cli.installation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a command in order: the JVM goes only when {@link #finished} was
 * called, or after half a minute.
 */
public final class StopSignal {
  /** What a command says when it was stopped before its end. */
  public static final String STOPPED = "stopped; run the same command again to go on";

  private static final long LIMIT_SECONDS = 30;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private StopSignal() {}

  /**
   * Begins to listen.
   *
   * @param stop called once, on a thread of its own, when the process is asked to stop
   */
  public static StopSignal listen(Runnable stop) {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stop(stop), "stop"));
    return signal;
  }

  /**
   * Returns whether this JVM is on its way out. What fails from then on is a consequence: a library
   * whose classes are first used then cannot add its own hook, and says so with an error.
   */
  public static boolean isGiven() {
    var probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private void stop(Runnable stop) {
    if (done.getCount() == 0) {
      return;
    }
    stop.run();
    asked.countDown();
    try {
      var unused = done.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits; returns whether the process was asked to stop. */
  public boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Says that the command has finished. */
  public void finished() {
    done.countDown();
  }
}
