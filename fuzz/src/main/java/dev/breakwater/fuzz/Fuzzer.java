package dev.breakwater.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Runs a target: first the inputs it has, then changed ones until the time is over. An input at
 * which anything but a declared rejection comes out, or that takes too long or too much memory, is
 * kept and fails the test. Safe for use by several threads.
 */
public final class Fuzzer {
  /** Wall time an input may take. Inputs take microseconds; the rest is for a loaded machine. */
  private static final Duration HANG = Duration.ofSeconds(20);

  private static final Path FAILED = Path.of("target", "fuzz");

  private final Duration time;
  private final long seed;
  private final Duration hang;

  Fuzzer(Duration time, long seed, Duration hang) {
    this.time = time;
    this.seed = seed;
    this.hang = hang;
  }

  /**
   * Takes {@code fuzz.seconds} and {@code fuzz.seed} from the system's properties. One seed gives
   * one sequence of inputs; how far it gets in the time depends on the machine.
   */
  public static Fuzzer ofSystemProperties() {
    long seconds = Long.getLong("fuzz.seconds", 5);
    long seed = Long.getLong("fuzz.seed", 1);
    return new Fuzzer(Duration.ofSeconds(seconds), seed, HANG);
  }

  /**
   * Returns how many inputs were decoded.
   *
   * @throws IllegalArgumentException if the target has no input to start from
   * @throws AssertionError with how to repeat it, if the target fails at an input
   */
  public long run(FuzzTarget target) {
    var run = new FuzzRun(target, kept(target), time, seed);
    // A thread of its own: where a decoder hangs, nothing can end it.
    var worker = new Thread(run, "fuzz-" + target);
    worker.setDaemon(true);
    worker.start();
    try {
      while (worker.isAlive() && run.current().runningFor().compareTo(hang) < 0) {
        worker.join(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while fuzzing " + target, e);
    }
    if (worker.isAlive()) {
      throw failure(target, run.current(), "hangs", null);
    }
    run.failure()
        .ifPresent(
            cause -> {
              throw failure(target, run.current(), cause.toString(), cause);
            });
    return run.inputs();
  }

  private static List<byte[]> kept(FuzzTarget target) {
    if (target.seeds().isEmpty()) {
      throw new IllegalArgumentException(
          "the fuzz target " + target + " has no input to start from");
    }
    try {
      return target.kept();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what was kept for " + target, e);
    }
  }

  private AssertionError failure(
      FuzzTarget target, FuzzRun.Attempt attempt, String what, @Nullable Throwable cause) {
    Path kept = keep(target, attempt.input());
    return new AssertionError(
        "fuzz target "
            + target
            + ", seed "
            + seed
            + ", input "
            + kept
            + ": "
            + what
            + "\nTo repeat: copy the input to src/test/resources/fuzz/"
            + target
            + " under a name that says what is wrong; a run begins with the inputs there.",
        cause);
  }

  private static Path keep(FuzzTarget target, byte[] input) {
    var crc = new CRC32();
    crc.update(input);
    try {
      Path folder = Files.createDirectories(FAILED.resolve(target.name()));
      Path file = folder.resolve(HexFormat.of().toHexDigits(crc.getValue(), 8));
      return Files.write(file, input).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the input that fails " + target, e);
    }
  }
}
