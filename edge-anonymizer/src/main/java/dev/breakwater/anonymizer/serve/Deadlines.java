package dev.breakwater.anonymizer.serve;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that talk to clients. A client has a limited time for each step; then its thread is
 * interrupted, which closes the connection that it waits for.
 *
 * <p>The JDK's server reads a request's header in its executor's thread, from a blocking channel: a
 * client that sends a byte now and then (slowloris) would hold the thread for ever.
 */
final class Deadlines implements Executor, AutoCloseable {
  private static final int IDLE_SECONDS = 30;
  private static final int PATIENCE_SECONDS = 2;
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  private final Duration first;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
  private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();

  /**
   * @param first the time of a new turn, until {@link #restart}
   */
  Deadlines(int threads, Duration first) {
    this.first = first;
    this.threads =
        new ThreadPoolExecutor(
            threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    this.threads.allowCoreThreadTimeOut(true);
    this.alarms.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(
        () -> {
          var turn = new Turn(Thread.currentThread());
          turns.put(turn.thread, turn);
          turn.restart(first);
          try {
            work.run();
          } finally {
            turn.suspend();
            turns.remove(turn.thread);
          }
        });
  }

  /** Gives the calling thread this long from now on. */
  void restart(Duration limit) {
    mine().restart(limit);
  }

  /** Gives the calling thread time without end; it waits for us, not for its client. */
  void suspend() {
    mine().suspend();
  }

  /** Returns when no client is being talked to, or the limit is over. */
  void awaitIdle(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!turns.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private Turn mine() {
    return Objects.requireNonNull(turns.get(Thread.currentThread()), "a thread of this pool");
  }

  /** The time of one thread with one client. */
  private final class Turn {
    private final Thread thread;

    // Guarded by this.
    private @Nullable Future<?> alarm;
    private long step;

    Turn(Thread thread) {
      this.thread = thread;
    }

    synchronized void restart(Duration limit) {
      suspend();
      long mine = step;
      alarm = alarms.schedule(() -> ring(mine), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized void suspend() {
      step++;
      if (alarm != null) {
        alarm.cancel(false);
      }
    }

    /** An alarm that was on its way when its step ended must not hit the next. */
    private synchronized void ring(long asked) {
      if (asked == step) {
        thread.interrupt();
      }
    }
  }

  /** Interrupts all threads, and gives them a moment to remove what they have half-read. */
  @Override
  public void close() {
    threads.shutdownNow();
    alarms.shutdownNow();
    try {
      var unused = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
