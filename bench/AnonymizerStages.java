import dev.breakwater.anonymizer.detect.ModelDescriptor;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says where the processor time of a frame goes, file to file. No clock is read inside the product:
 * a thread looks every few milliseconds what the others are doing, and each thread's processor time
 * is shared out among what it was seen doing.
 */
final class AnonymizerStages {
  private static final int EVERY_MILLIS = 4;
  private static final int WARM_FRAMES = 60;
  private static final String CHECK = "7 check: ";
  private static final String PRODUCT = "dev.breakwater.anonymizer.";

  private AnonymizerStages() {}

  public static void main(String[] args) throws Exception {
    int longestSide = args.length > 1 ? Integer.parseInt(args[1]) : 960;
    int checkEvery = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    var model = ModelDescriptor.shipped();
    Path out = Files.createTempFile("stages", ".mp4");
    var sampler = new Sampler();
    long frames = 0;
    try (Watch watch =
            Watch.of(
                NetworkDetector.open(model.withLongestSide(longestSide)),
                NetworkDetector.open(model.withLongestSide(640)));
        var gate = new Anonymizer(watch, Profile.files().withCheckEvery(checkEvery));
        FrameSource source = FrameSource.open(Path.of(args[0]), 0);
        var writer =
            new SafeVideoWriter(out, VideoWriter.Container.MP4, source.framesPerSecond())) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        if (frames++ == WARM_FRAMES) {
          sampler.start();
        }
        write(gate.offer(next.get()), writer);
      }
      write(gate.finish(), writer);
      sampler.end();
      writer.finish();
    } finally {
      Files.delete(out);
    }
    sampler.print(frames - WARM_FRAMES);
  }

  private static void write(List<AnonymizeResult> results, SafeVideoWriter writer)
      throws Exception {
    for (AnonymizeResult result : results) {
      if (result instanceof AnonymizeResult.Passed passed) {
        writer.add(passed.frame());
      }
    }
  }

  /** Looks at the threads. */
  private static final class Sampler extends Thread {
    private final com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Map<String, Integer>> seen = new HashMap<>();
    private final Map<Long, Long> cpuAtStart = new HashMap<>();
    private final Map<Long, Long> cpuAtEnd = new HashMap<>();
    private long processCpu;
    private volatile boolean ended;

    Sampler() {
      setDaemon(true);
    }

    @Override
    public void run() {
      long began = processCpuNanos();
      while (!ended) {
        Thread.getAllStackTraces().forEach(this::look);
        try {
          Thread.sleep(EVERY_MILLIS);
        } catch (InterruptedException e) {
          return;
        }
      }
      processCpu = processCpuNanos() - began;
    }

    private static long processCpuNanos() {
      return ((com.sun.management.OperatingSystemMXBean)
              ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }

    private void look(Thread thread, StackTraceElement[] stack) {
      long cpu = threads.getThreadCpuTime(thread.getId());
      cpuAtStart.putIfAbsent(thread.getId(), cpu);
      cpuAtEnd.put(thread.getId(), cpu);
      if (thread != this && thread.getState() == Thread.State.RUNNABLE) {
        String stage = stage(stack);
        if (!stage.isEmpty()) {
          seen.computeIfAbsent(thread.getId(), id -> new HashMap<>()).merge(stage, 1, Integer::sum);
        }
      }
    }

    void end() throws InterruptedException {
      ended = true;
      join();
    }

    void print(long frames) {
      Map<String, Double> millis = new TreeMap<>();
      seen.forEach(
          (thread, stages) -> {
            int all = stages.values().stream().mapToInt(Integer::intValue).sum();
            double cpu = (cpuAtEnd.get(thread) - cpuAtStart.get(thread)) / 1e6 / frames;
            stages.forEach((stage, count) -> millis.merge(stage, cpu * count / all, Double::sum));
          });
      millis.forEach((stage, ms) -> System.out.printf(Locale.ROOT, "%-34s %9.2f%n", stage, ms));
      double sum = millis.values().stream().mapToDouble(Double::doubleValue).sum();
      System.out.printf(Locale.ROOT, "%-34s %9.2f%n", "all, CPU ms a frame", sum);
      System.out.printf(
          Locale.ROOT,
          "%-34s %9.2f%n",
          "the process, with JVM and looking",
          processCpu / 1e6 / frames);
    }

    /** Names the stage of the innermost call that has one; the first word orders the table. */
    private static String stage(StackTraceElement[] stack) {
      boolean product = false;
      boolean check = false;
      for (StackTraceElement call : stack) {
        product |= call.getClassName().startsWith(PRODUCT);
        check |= call.getClassName().endsWith(".Watch") && call.getMethodName().contains("$check$");
      }
      if (!product) {
        return "";
      }
      for (StackTraceElement call : stack) {
        String name = call.getClassName();
        if (name.startsWith(PRODUCT)) {
          String stage = stage(name.substring(PRODUCT.length()));
          if (!stage.isEmpty()) {
            return check ? CHECK + stage.substring(2) : stage;
          }
        }
      }
      return check ? CHECK + "rest" : "9 rest of the gate";
    }

    private static String stage(String type) {
      if (type.matches("frame\\.(Scaler|PixelArea).*|detect\\.(Letterbox|View|ModelInput).*")) {
        return "2 scale and fill";
      }
      if (type.matches("detect\\.Network(\\$.*)?")) {
        return "3 network";
      }
      if (type.startsWith("detect.")) {
        return "4 outputs and doubles";
      }
      if (type.matches("frame\\.(Decoder|Demuxer|VideoSource|Converter|DecodeAhead).*")) {
        return "1 decode";
      }
      if (type.matches("frame\\.(VideoWriter|EncodeBehind).*")) {
        return "8 encode";
      }
      return type.startsWith("track.") ? "5 track" : type.startsWith("redact.") ? "6 redact" : "";
    }
  }
}
