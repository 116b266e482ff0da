package dev.breakwater.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One target's inputs, one after the other, on the thread of {@link Fuzzer#run}.
 *
 * <p>There is no coverage to steer by, as the code is not instrumented; the places at which inputs
 * are rejected stand in for it. An input that is rejected at a new place (the top of the stack
 * trace) got to code that no other got to, and joins those that are changed further.
 */
final class FuzzRun implements Runnable {
  private static final int MAX_POOL = 512;
  private static final int FRAMES_COMPARED = 4;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FuzzTarget target;
  private final List<byte[]> kept;
  private final Duration time;
  private final SplittableRandom random;
  private final List<byte[]> pool = new ArrayList<>();
  private final Set<Integer> places = new HashSet<>();

  // Written by the run's thread alone, read by the one that waits for it.
  private volatile Attempt current = new Attempt(new byte[0]);
  private volatile @Nullable Throwable failure;

  // Read only after the run's thread has ended.
  private long inputs;

  FuzzRun(FuzzTarget target, List<byte[]> kept, Duration time, long seed) {
    this.target = target;
    this.kept = kept;
    this.time = time;
    // Targets do not share a sequence.
    this.random = new SplittableRandom(seed * 31 + target.name().hashCode());
  }

  /** An input and when its decoding began. */
  static final class Attempt {
    private final byte[] input;
    private final long began = System.nanoTime();

    private Attempt(byte[] input) {
      this.input = input;
    }

    byte[] input() {
      return input.clone();
    }

    Duration runningFor() {
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  Attempt current() {
    return current;
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  long inputs() {
    return inputs;
  }

  @Override
  public void run() {
    long end = System.nanoTime() + time.toNanos();
    target.seeds().forEach(this::requireAccepted);
    kept.forEach(this::attempt);
    pool.addAll(target.seeds());
    pool.addAll(kept);
    var mutator = new Mutator(random);
    while (failure == null && System.nanoTime() < end) {
      attempt(mutator.next(pool));
    }
  }

  private void requireAccepted(byte[] seed) {
    if (failure != null) {
      return;
    }
    current = new Attempt(seed.clone());
    inputs++;
    // Not measured: what is used for the first time is loaded first.
    Throwable thrown = decode(seed);
    if (failure == null && thrown != null) {
      failure = new AssertionError("rejects an input to start from", thrown);
    }
  }

  private void attempt(byte[] input) {
    if (failure != null) {
      return;
    }
    current = new Attempt(input.clone());
    inputs++;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Throwable thrown = decode(input);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (failure == null && allocated > target.maxAllocatedBytes()) {
      failure = new AssertionError("allocates " + allocated + " bytes");
    }
    if (thrown != null && pool.size() < MAX_POOL && places.add(place(thrown))) {
      pool.add(current.input());
    }
  }

  /** Returns the rejection, if it was rejected. */
  private @Nullable Throwable decode(byte[] input) {
    try {
      target.decode(input);
      return null;
    } catch (Throwable thrown) {
      // All of them: this is the judge of what may come out.
      if (!target.mayThrow(thrown) && failure == null) {
        failure = thrown;
      }
      return thrown;
    }
  }

  private static int place(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    int hash = Arrays.hashCode(Arrays.copyOf(trace, Math.min(FRAMES_COMPARED, trace.length)));
    Throwable cause = thrown.getCause();
    return cause == null ? hash : 31 * hash + place(cause);
  }
}
