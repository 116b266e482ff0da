import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.CameraFormat;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.anonymizer.gate.Watch;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Plays raw NV12 frames of 1920x1080 as one or more live cameras, over and over, and times each
 * frame from its offer to its result.
 */
final class CameraLatency {
  private static final long WARM_UP_FRAMES = 30;
  private static final int WIDTH_PX = 1920;
  private static final int HEIGHT_PX = 1080;
  private static final int ROUNDS = 4;

  private CameraLatency() {}

  public static void main(String[] args) throws Exception {
    System.out.printf(
        "%-62s %8s %8s %8s %9s %9s%n", "", "p50 ms", "p99 ms", "passed", "withheld", "unsearched");
    Path frames = Path.of(args[0]);
    play(frames, ModelDescriptor.SHIPPED, 1, 30, Duration.ofMillis(100));
    play(frames, ModelDescriptor.SHIPPED, 1, 30, Duration.ofMillis(1));
    play(frames, ModelDescriptor.SHIPPED, 2, 15, Duration.ofMillis(100));
    play(frames, ModelDescriptor.SHIPPED_INT8, 2, 30, Duration.ofMillis(100));
    play(frames, ModelDescriptor.SHIPPED, 1, 90, Duration.ofMillis(100));
  }

  private static final class Camera {
    final FrameSource source;
    final Anonymizer anonymizer;
    final Map<Long, Long> offered = new HashMap<>();
    final List<Double> millis = new ArrayList<>();
    long passed;
    long withheld;
    long unsearched;

    Camera(Path file, double rate, Watch watch, Profile profile) throws Exception {
      List<InputStream> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(Files.newInputStream(file));
      }
      var pipe = new SequenceInputStream(Collections.enumeration(rounds));
      source =
          FrameSource.raw(pipe, new RawVideo(RawVideo.Layout.NV12, WIDTH_PX, HEIGHT_PX, rate), 0);
      anonymizer = new Anonymizer(watch, profile);
    }

    void take(List<AnonymizeResult> results) {
      for (AnonymizeResult result : results) {
        long began = offered.remove(result.info().index());
        if (result instanceof AnonymizeResult.Passed done) {
          done.frame().close();
          passed++;
          if (result.info().index() >= WARM_UP_FRAMES) {
            millis.add((System.nanoTime() - began) / 1e6);
          }
        } else if (result instanceof AnonymizeResult.Withheld refused) {
          withheld++;
          unsearched += refused.reason() == AnonymizeResult.Reason.OVERLOAD ? 1 : 0;
        }
      }
    }
  }

  private static void play(
      Path file, String name, int cameras, double rate, Duration lookAhead) throws Exception {
    ModelDescriptor model = ModelDescriptor.shipped(name);
    try (Watch watch =
        Watch.of(NetworkDetector.open(model), NetworkDetector.open(model.withLongestSide(640)))) {
      List<Camera> all = new ArrayList<>();
      for (int i = 0; i < cameras; i++) {
        all.add(new Camera(file, rate, watch, Profile.camera().withLookAhead(lookAhead)));
      }
      String refusal = refusal(watch, cameras, rate, Profile.camera().withLookAhead(lookAhead));
      long next = System.nanoTime();
      boolean playing = true;
      while (playing) {
        for (Camera camera : all) {
          Optional<Frame> frame = camera.source.next();
          playing &= frame.isPresent();
          if (frame.isPresent()) {
            waitUntil(next, all);
            next += Math.round(1e9 / rate / cameras);
            camera.offered.put(frame.get().info().index(), System.nanoTime());
            camera.take(camera.anonymizer.offer(frame.get()));
          }
        }
      }
      for (Camera camera : all) {
        camera.take(camera.anonymizer.finish());
        camera.source.close();
      }
      report(
          String.format(
              Locale.ROOT,
              "%s, %d camera(s), %.0f frames/s, look-ahead %d ms",
              name,
              cameras,
              rate,
              lookAhead.toMillis()),
          all);
      System.out.println("  at start: " + refusal);
    }
  }

  /** Says what a live command would say; the cameras are played all the same. */
  private static String refusal(Watch watch, int cameras, double rate, Profile profile) {
    try {
      watch.require(
          Collections.nCopies(cameras, new CameraFormat(WIDTH_PX, HEIGHT_PX, rate)), profile);
      return "taken";
    } catch (TooSlowException e) {
      return "refused, " + e.getMessage();
    }
  }

  private static void waitUntil(long nanos, List<Camera> all) throws InterruptedException {
    while (System.nanoTime() < nanos) {
      for (Camera camera : all) {
        camera.take(camera.anonymizer.poll());
      }
      Thread.sleep(1);
    }
  }

  private static void report(String name, List<Camera> all) {
    List<Double> millis = new ArrayList<>();
    all.forEach(camera -> millis.addAll(camera.millis));
    Collections.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-62s %8.1f %8.1f %8d %9d %9d%n",
        name,
        millis.isEmpty() ? Double.NaN : millis.get(millis.size() / 2),
        millis.isEmpty() ? Double.NaN : millis.get((int) (millis.size() * 0.99)),
        all.stream().mapToLong(camera -> camera.passed).sum(),
        all.stream().mapToLong(camera -> camera.withheld).sum(),
        all.stream().mapToLong(camera -> camera.unsearched).sum());
  }
}
