package dev.breakwater.cli;

import dev.breakwater.anonymizer.serve.Limits;
import dev.breakwater.cli.installation.CommandFailedException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that bound what the service takes. */
final class ServeLimits {
  private static final long MIB = 1L << 20;

  @Option(
      names = "--max-body",
      paramLabel = "MIB",
      defaultValue = "256",
      description = "size of one file (default: ${DEFAULT-VALUE})")
  private long bodyMib;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      defaultValue = "67108864",
      description = "pixels of a picture or frame (default and most: ${DEFAULT-VALUE})")
  private long pixels;

  @Option(
      names = "--max-frames",
      paramLabel = "N",
      defaultValue = "18000",
      description = "frames of a clip (default: ${DEFAULT-VALUE}, ten minutes at 30 a second)")
  private long frames;

  @Option(
      names = "--max-minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "time that one file may take (default: ${DEFAULT-VALUE})")
  private long minutes;

  @Option(
      names = "--running",
      paramLabel = "N",
      defaultValue = "2",
      description = "files anonymized at once (default: ${DEFAULT-VALUE})")
  private int running;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      defaultValue = "16",
      description = "files waiting for those; more are refused (default: ${DEFAULT-VALUE})")
  private int waiting;

  @Option(
      names = "--keep-minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = "time until what is finished is removed (default: ${DEFAULT-VALUE})")
  private long keepMinutes;

  @Option(
      names = "--max-tasks",
      paramLabel = "N",
      defaultValue = "1000",
      description = "tasks kept (default: ${DEFAULT-VALUE})")
  private int tasks;

  @Option(
      names = "--max-disk",
      paramLabel = "MIB",
      defaultValue = "8192",
      description = "disk for all tasks (default: ${DEFAULT-VALUE})")
  private long diskMib;

  Limits limits() throws CommandFailedException {
    try {
      return Limits.usual()
          .withContent(new Limits.Content(bytes(bodyMib), pixels, frames))
          .withWork(new Limits.Work(running, waiting, Duration.ofMinutes(minutes)))
          .withKept(new Limits.Kept(Duration.ofMinutes(keepMinutes), tasks, bytes(diskMib)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CommandFailedException(
          "A limit is out of range: " + e.getMessage() + ".", "Give another.", 2);
    }
  }

  private static long bytes(long mib) {
    return Math.multiplyExact(mib, MIB);
  }
}
