package dev.breakwater.cli.certify.egress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of the three states of GB/T 44464-2024 D.8.
 *
 * @param command that the shell runs while the state lasts; null if the examiner brings it about
 */
record VehicleState(String name, @Nullable String command) {
  private static final long STOP_SECONDS = 30;

  static List<VehicleState> all(@Nullable String on, @Nullable String allOn) {
    return List.of(
        new VehicleState("off", null),
        new VehicleState("on", on),
        new VehicleState("all transfer functions on", allOn));
  }

  /** Returns what the result says of it. */
  String told() {
    return name + ": " + (command == null ? "brought about by the examiner" : "by " + command);
  }

  /**
   * Keeps the vehicle in this state; what the command started is ended at the end.
   *
   * @param grace how much longer it lasts if the command has not ended by then
   * @param log where the command's output goes
   */
  void last(Duration time, Duration grace, Path log) throws IOException, InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    if (command == null) {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      return;
    }
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      long patience = until - System.nanoTime() + grace.toNanos();
      var unused = process.waitFor(patience, TimeUnit.NANOSECONDS);
      TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
    } finally {
      stop(process);
    }
  }

  private static void stop(Process process) throws InterruptedException {
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroy);
    process.destroy();
    for (ProcessHandle each : all) {
      for (int tenths = 0; each.isAlive() && tenths < 10 * STOP_SECONDS; tenths++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      each.destroyForcibly();
    }
  }
}
