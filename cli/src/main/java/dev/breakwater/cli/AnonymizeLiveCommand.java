package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.StreamAnonymizer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.CameraFormat;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.anonymizer.gate.Watch;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Anonymizes live cameras. */
@Command(
    name = "live",
    description = {
      "Covers faces and plates in the frames of live cameras, each within the look-ahead and 100 ms"
          + " of its arrival; a later frame is withheld and counted. Cameras share the detector. If"
          + " this machine is too slow for them, nothing starts.",
      "Ctrl-C, SIGTERM and --duration complete the files. If a camera goes away, what came until"
          + " then is completed and the exit code is 1.",
      "RTSP is taken over TCP. V4L2 devices use the same path; it was never tried with a device.",
      "Credentials in an address are not shown and not written; to keep them out of the process"
          + " list too, put the address into a file and give @FILE."
    },
    mixinStandardHelpOptions = true)
final class AnonymizeLiveCommand implements Callable<Integer> {
  private static final int MAX_CAMERAS = 16;

  @Parameters(
      paramLabel = "CAMERA",
      arity = "1..*",
      description =
          "rtsp://[USER:PASSWORD@]HOST[:PORT]/PATH, rtsps://..., /dev/videoN; or - alone, for"
              + " pixels from standard input")
  private List<String> cameras = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description =
          "new file (.mp4 or .mkv), or - for pixels on standard output; for several cameras a"
              + " folder, of camera-1.mp4 and so on")
  private Path output = Path.of("");

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "ends by itself; otherwise at Ctrl-C")
  private @Nullable Integer seconds;

  @Mixin private CameraOptions connection = new CameraOptions();
  @Mixin private ManifestOptions beside = new ManifestOptions();
  @Mixin private PixelOptions pixels = new PixelOptions();
  @Mixin private AnonymizeOptions options = new AnonymizeOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    requireUsage();
    Profile profile = options.cameraProfile();
    options.warn(err());
    List<LiveCamera> opened = new ArrayList<>();
    try (Watch watch = options.openWatch()) {
      try {
        for (int i = 0; i < cameras.size(); i++) {
          opened.add(open(i));
        }
        require(watch, opened, profile);
        return run(watch, opened, profile) ? 0 : 1;
      } finally {
        opened.forEach(LiveCamera::close);
      }
    }
  }

  private void requireUsage() throws CommandFailedException {
    if (cameras.size() > MAX_CAMERAS) {
      throw new CommandFailedException(
          cameras.size() + " cameras are too many.", "Give at most " + MAX_CAMERAS + ".", 2);
    }
    boolean piped = cameras.contains(PixelOptions.PIPE) || isPipe();
    if (piped && cameras.size() > 1) {
      throw new CommandFailedException("A pipe is one stream.", "Give a single camera.", 2);
    }
    if (seconds != null && seconds < 1) {
      throw new CommandFailedException("--duration " + seconds + ".", "Give seconds, above 0.", 2);
    }
  }

  private LiveCamera open(int index) throws CommandFailedException {
    String name = "camera-" + (index + 1);
    Path file = cameras.size() == 1 ? output : output.resolve(name + ".mp4");
    return connection.open(
        cameras.get(index), pixels, pixels.output(file, name), InstantSource.system());
  }

  private static void require(Watch watch, List<LiveCamera> opened, Profile profile)
      throws CommandFailedException {
    List<CameraFormat> formats = opened.stream().map(LiveCamera::format).toList();
    try {
      watch.require(formats, profile);
    } catch (TooSlowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  /** Returns whether all cameras went on to the end. */
  private boolean run(Watch watch, List<LiveCamera> opened, Profile profile)
      throws InterruptedException {
    var stopped = new AtomicBoolean();
    StopSignal signal = StopSignal.listen(() -> stopped.set(true));
    long endNanos = seconds == null ? 0 : System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    BooleanSupplier isOver =
        () -> stopped.get() || (seconds != null && System.nanoTime() - endNanos >= 0);
    ExecutorService threads = Executors.newFixedThreadPool(opened.size());
    try {
      List<Future<FileResult>> results = new ArrayList<>();
      for (LiveCamera camera : opened) {
        results.add(threads.submit(() -> record(watch, camera, profile, isOver)));
      }
      boolean whole = true;
      for (int i = 0; i < opened.size(); i++) {
        whole &= report(opened.get(i), results.get(i));
      }
      return whole;
    } finally {
      threads.shutdownNow();
      signal.finished();
    }
  }

  private FileResult record(Watch watch, LiveCamera camera, Profile profile, BooleanSupplier isOver)
      throws IOException, CommandFailedException {
    try (var anonymizer = new Anonymizer(watch, profile)) {
      return new StreamAnonymizer(
              anonymizer, options.provenance(anonymizer, beside.signer()), beside.exports())
          .record(camera.name(), camera.feed(), camera.output(), isOver);
    }
  }

  private boolean report(LiveCamera camera, Future<FileResult> future) throws InterruptedException {
    try {
      FileResult result = future.get();
      boolean whole = result.problem() == null;
      PrintWriter out = isPipe() ? err() : spec.commandLine().getOut();
      new AnonymizeReport(out, err(), true).stream(camera.name(), result);
      return whole;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      err().println(camera.name() + ": " + cause.getMessage());
      err().flush();
      return false;
    }
  }

  private boolean isPipe() {
    return output.toString().equals(PixelOptions.PIPE);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
