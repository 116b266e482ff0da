import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.SafeVideoWriter;
import dev.breakwater.anonymizer.gate.Watch;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Times the anonymizer on one clip, and the floor below it: decoding and encoding alone. */
final class AnonymizerSpeed {
  private static final int WARM = 100;

  private AnonymizerSpeed() {}

  public static void main(String[] args) throws Exception {
    Path clip = Path.of(args[0]);
    ModelDescriptor model =
        ModelDescriptor.shipped(args[1]).withLongestSide(Integer.parseInt(args[2]));
    System.out.printf(
        "%-34s %9s %9s %8s %8s %8s %8s%n",
        "",
        "frames/s",
        "CPU ms",
        "faces",
        "plates",
        "withheld",
        "heap KB");
    row("decode", () -> decode(clip));
    row("decode and encode (the floor)", () -> floor(clip));
    row("anonymize, no check", () -> anonymize(clip, model, 0));
    row("anonymize, check on every 5th", () -> anonymize(clip, model, 5));
    row("anonymize, check on all", () -> anonymize(clip, model, 1));
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .forEach(System.out::println);
  }

  /** Heap: bytes allocated on the Java heap for each frame after the first hundred. */
  private record Counts(long frames, long faces, long plates, long withheld, double heap) {}

  private static void row(String name, Callable<Counts> work) throws Exception {
    long began = System.nanoTime();
    long cpu = cpuNanos();
    Counts counts = work.call();
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuMillis = (cpuNanos() - cpu) / 1e6 / counts.frames();
    System.out.printf(
        Locale.ROOT,
        "%-34s %9.1f %9.1f %8d %8d %8d %8.1f%n",
        name,
        counts.frames() / seconds,
        cpuMillis,
        counts.faces(),
        counts.plates(),
        counts.withheld(),
        counts.heap() / 1024);
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Counts decode(Path clip) throws Exception {
    long frames = 0;
    try (FrameSource source = FrameSource.open(clip, 0)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        next.get().close();
        frames++;
      }
    }
    return new Counts(frames, 0, 0, 0, Double.NaN);
  }

  private static Counts floor(Path clip) throws Exception {
    Path out = Files.createTempFile("floor", ".mp4");
    long frames = 0;
    VideoWriter writer = null;
    try (FrameSource source = FrameSource.open(clip, 0)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          if (writer == null) {
            writer =
                VideoWriter.create(
                    out, VideoWriter.Container.MP4, frame, source.framesPerSecond());
          }
          writer.write(frame);
          frames++;
        }
      }
      writer.finish();
    }
    Files.delete(out);
    return new Counts(frames, 0, 0, 0, Double.NaN);
  }

  private static Counts anonymize(Path clip, ModelDescriptor model, int checkEvery)
      throws Exception {
    Path out = Files.createTempFile("anonymized", ".mp4");
    long frames = 0;
    long faces = 0;
    long plates = 0;
    long withheld = 0;
    long warm = 0;
    Detector primary = NetworkDetector.open(model);
    Detector second = NetworkDetector.open(model.withLongestSide(640));
    try (Watch watch = Watch.of(primary, second);
        var anonymizer = new Anonymizer(watch, Profile.files().withCheckEvery(checkEvery));
        FrameSource source = FrameSource.open(clip, 0);
        var writer =
            new SafeVideoWriter(out, VideoWriter.Container.MP4, source.framesPerSecond())) {
      boolean ended = false;
      while (!ended) {
        Optional<Frame> next = source.next();
        ended = next.isEmpty();
        if (frames < WARM) {
          warm = allocated();
        }
        if (ended) {
          warm = allocated() - warm;
        }
        List<AnonymizeResult> results =
            next.isPresent() ? anonymizer.offer(next.get()) : anonymizer.finish();
        for (AnonymizeResult result : results) {
          frames++;
          if (result instanceof AnonymizeResult.Passed passed) {
            for (var mask : passed.frame().masks()) {
              faces += mask.kind() == ObjectClass.FACE ? 1 : 0;
              plates += mask.kind() == ObjectClass.PLATE ? 1 : 0;
            }
            writer.add(passed.frame());
          } else {
            withheld++;
          }
        }
      }
      writer.finish();
    }
    Files.delete(out);
    return new Counts(frames, faces, plates, withheld, warm / (double) (frames - WARM));
  }
}
