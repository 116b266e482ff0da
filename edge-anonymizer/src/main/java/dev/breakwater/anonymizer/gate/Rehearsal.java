package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tries out, before cameras start, whether their frames can be out before their deadline. */
final class Rehearsal {
  /** The first runs are slow: memory is laid out, code is compiled. */
  private static final int RUNS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Watch watch;
  private final Profile profile;

  Rehearsal(Watch watch, Profile profile) {
    this.watch = watch;
    this.profile = profile;
  }

  /** What one frame of a camera costs, seconds. */
  private record Cost(double search, double check) {}

  /**
   * @throws TooSlowException if the detectors' thread would be busy all the time, or a frame could
   *     wait longer than the reserve behind the frames of the other cameras
   */
  void require(List<CameraFormat> cameras) throws TooSlowException {
    double busy = 0;
    double queue = 0;
    for (CameraFormat camera : cameras) {
      Cost cost = cost(camera);
      double checks = profile.checkEvery() == 0 ? 0 : 1.0 / profile.checkEvery();
      busy += camera.framesPerSecond() * (cost.search + cost.check * checks);
      queue += cost.search + cost.check;
    }
    if (busy > 1) {
      throw new TooSlowException(
          String.format(
              Locale.ROOT, "the detectors would be busy %.0f %% of the time", busy * 100));
    }
    double reserve = Profile.LIVE_RESERVE.toMillis() / 1e3;
    if (queue > reserve) {
      throw new TooSlowException(
          String.format(
              Locale.ROOT,
              "searching one frame of each camera takes %.0f ms, %.0f are left for it",
              queue * 1e3,
              reserve * 1e3));
    }
  }

  private Cost cost(CameraFormat camera) throws TooSlowException {
    double search = Double.POSITIVE_INFINITY;
    boolean checks = watch.hasCheck() && profile.checkEvery() > 0;
    double check = checks ? Double.POSITIVE_INFINITY : 0;
    for (int run = 0; run < RUNS; run++) {
      search = Math.min(search, seconds(watch::search, black(camera)));
      if (checks) {
        check = Math.min(check, seconds(watch::check, black(camera)));
      }
    }
    return new Cost(search, check);
  }

  private static Frame black(CameraFormat camera) {
    return Frame.black(new FrameInfo(0, 0, 0), camera.widthPx(), camera.heightPx());
  }

  private static double seconds(Function<Frame, Search> question, Frame frame)
      throws TooSlowException {
    long began = System.nanoTime();
    Search search = question.apply(frame);
    try {
      search.await(PATIENCE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean done = search.isDone();
    search.abandon();
    if (!done) {
      throw new TooSlowException("a detector does not answer");
    }
    return (System.nanoTime() - began) / 1e9;
  }
}
