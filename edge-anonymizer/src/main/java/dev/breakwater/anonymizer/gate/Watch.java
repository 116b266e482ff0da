package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.Search.Answer;
import dev.breakwater.anonymizer.gate.Search.NoAnswerException;
import dev.breakwater.wire.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of a process, in a thread of their own: the primary one, and a second one that
 * checks what the first left uncovered. All cameras share them. A known picture is shown to both at
 * the start, every minute, and whenever a file or clip is finished; if one does not know it,
 * nothing that was searched since the last good answer leaves.
 */
public final class Watch implements AutoCloseable {
  static final Duration BETWEEN_KNOWN_ANSWERS = Duration.ofSeconds(60);

  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE_AT_FINISH = Duration.ofSeconds(30);

  private final Detector primary;
  private final @Nullable Detector check;
  private final LongSupplier nanos;

  // Checks go first: they are asked about older frames than searches are.
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), Watch::thread);
  private final AtomicLong jobs = new AtomicLong();
  private volatile @Nullable Search current;

  // Owned by the worker; null before the first known answer and after a wrong one.
  private @Nullable Stretch stretch;

  private Watch(Detector primary, @Nullable Detector check, LongSupplier nanos) {
    if (!primary.classes().containsAll(EnumSet.allOf(ObjectClass.class))) {
      // Fail closed, GB/T 44464-2024 5.6.2: what nobody searches for stays readable.
      throw new IllegalArgumentException(
          "the primary detector searches only for " + primary.classes());
    }
    this.primary = primary;
    this.check = check;
    this.nanos = nanos;
  }

  /**
   * A watch without an independent check.
   *
   * @throws IllegalArgumentException if {@code primary} does not search for every class
   */
  public static Watch of(Detector primary) {
    return new Watch(primary, null, System::nanoTime);
  }

  /**
   * A watch with a check, which should have other weights, and look at another scale and a mirrored
   * picture: what one network overlooks, a copy of it overlooks too, so a check that runs a model
   * of the primary detector is attested as {@code SAME_MODEL}. Both detectors belong to the watch
   * from here on, which closes them.
   *
   * @throws IllegalArgumentException if {@code primary} does not search for every class
   */
  public static Watch of(Detector primary, Detector check) {
    return new Watch(primary, check, System::nanoTime);
  }

  static Watch of(Detector primary, @Nullable Detector check, LongSupplier nanos) {
    return new Watch(primary, check, nanos);
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "breakwater-detector");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Tries out whether the frames of these cameras, all that share this watch, can be out in time.
   *
   * @throws TooSlowException if not; then do not start
   */
  public void require(List<CameraFormat> cameras, Profile profile) throws TooSlowException {
    new Rehearsal(this, profile).require(cameras);
  }

  boolean hasCheck() {
    return check != null;
  }

  /**
   * Asks whether the check runs none of the primary detector's models: only then is it another
   * opinion.
   */
  boolean isCheckIndependent() {
    return check != null && Collections.disjoint(primary.models(), check.models());
  }

  /** Returns the primary detector's models, then the check's. */
  List<Digest> models() {
    List<Digest> models = new ArrayList<>(primary.models());
    if (check != null) {
      models.addAll(check.models());
    }
    return List.copyOf(models);
  }

  /** Asks whether a detector hangs: then what is asked now waits in vain. */
  boolean isStuck() {
    Search running = current;
    return running != null && running.isOverdue();
  }

  /** Asks the primary detector what is in the frame. */
  Search search(Frame frame) {
    return submit(Rank.SEARCH, new Search(frame, asked -> ask(primary, asked)));
  }

  /** Asks the check what is uncovered in the frame. */
  Search check(Frame frame) {
    Detector second = check;
    if (second == null) {
      throw new IllegalStateException("there is no check");
    }
    return submit(Rank.CHECK, new Search(frame, asked -> ask(second, asked)));
  }

  private Search submit(Rank rank, Search search) {
    execute(
        rank,
        () -> {
          current = search;
          search.run();
          current = null;
        });
    return search;
  }

  private void execute(Rank rank, Runnable work) {
    worker.execute(new Job(rank, jobs.getAndIncrement(), work));
  }

  private enum Rank {
    VOUCH,
    CHECK,
    SEARCH
  }

  /** Work for the detectors' thread: the first by rank, then the oldest. */
  private record Job(Rank rank, long number, Runnable work) implements Runnable, Comparable<Job> {
    @Override
    public int compareTo(Job other) {
      int byRank = rank.compareTo(other.rank);
      return byRank == 0 ? Long.compare(number, other.number) : byRank;
    }

    @Override
    public void run() {
      work.run();
    }
  }

  private Answer ask(Detector detector, Frame frame) throws NoAnswerException {
    Stretch now = stretch;
    if (now == null || now.ageNanos(nanos.getAsLong()) >= BETWEEN_KNOWN_ANSWERS.toNanos()) {
      now = renew();
    }
    try {
      return new Answer(detector.detect(frame), now);
    } catch (DetectionException e) {
      if (e.isBroken()) {
        now.endBroken();
        stretch = null;
        throw new NoAnswerException(Reason.NOT_VOUCHED);
      }
      throw new NoAnswerException(Reason.DETECTOR_FAILED);
    }
  }

  /** Ends this stretch with a known answer and begins the next, unless the answer is wrong. */
  private Stretch renew() throws NoAnswerException {
    Stretch ending = stretch;
    stretch = null;
    try {
      primary.verify();
      if (check != null) {
        check.verify();
      }
    } catch (DetectionException | RuntimeException | Error e) {
      if (ending != null) {
        ending.endBroken();
      }
      throw new NoAnswerException(Reason.NOT_VOUCHED);
    }
    if (ending != null) {
      ending.endGood();
    }
    var next = new Stretch(nanos.getAsLong());
    stretch = next;
    return next;
  }

  /** Asks for the known answer that ends this stretch, if there was none yet. */
  boolean vouches(Stretch searched) {
    if (searched.isOpen() && !isStuck()) {
      var answered = new CountDownLatch(1);
      execute(
          Rank.VOUCH,
          () -> {
            end(searched);
            answered.countDown();
          });
      try {
        answered.await(PATIENCE_AT_FINISH.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // Without an answer the stretch stays open, which is not good.
        Thread.currentThread().interrupt();
      }
    }
    return searched.isGood();
  }

  private void end(Stretch searched) {
    try {
      if (searched.isOpen()) {
        renew();
      }
    } catch (NoAnswerException e) {
      // The stretch is broken now, and says so.
    }
  }

  /** Closes the detectors too, unless one hangs: native memory in use must not be freed. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (worker.awaitTermination(PATIENCE_AT_CLOSE.toNanos(), TimeUnit.NANOSECONDS)) {
        primary.close();
        if (check != null) {
          check.close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
