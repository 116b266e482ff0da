package dev.breakwater.anonymizer.frame;

import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The frames of a live camera as they arrive, taken in a thread of their own. A camera does not
 * wait: a frame for which there is no room is dropped here, undetected and counted. What arrives
 * before {@link #begin} is thrown away uncounted, so that nothing is late at the start. Read by one
 * thread.
 */
public final class LiveFeed implements AutoCloseable {
  /** Frames that wait at most for who reads; each holds a whole picture. */
  private static final int ROOM = 3;

  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

  private final FrameSource source;
  private final Stream stream;
  private final InstantSource clock;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(ROOM);
  private final Thread thread = new Thread(this::take, "live-feed");
  private volatile boolean begun;
  private volatile boolean closed;

  // Owned by the taking thread.
  private long nextIndex;
  private long firstMicros;

  /** What there is to know of the stream before its first frame, and how to leave it. */
  private record Stream(int widthPx, int heightPx, Runnable forget, Runnable interrupt) {}

  private LiveFeed(FrameSource source, Stream stream, InstantSource clock) {
    this.source = source;
    this.stream = stream;
    this.clock = clock;
    thread.setDaemon(true);
    thread.start();
  }

  /** What comes from a camera. */
  public sealed interface Arrival {
    /**
     * A frame, which the caller owns; damaged if it could not be decoded.
     *
     * @param nanos when it came, by {@link System#nanoTime}
     */
    record Taken(Frame frame, long nanos) implements Arrival {}

    /** A frame came and there was no room for it. */
    record Dropped(FrameInfo info) implements Arrival {}

    /** Nothing came yet. */
    record Silence() implements Arrival {}

    /** The camera sends no more: it went away, or was silent too long. */
    record Gone() implements Arrival {}
  }

  /**
   * Connects to a camera.
   *
   * @param clock gives the time of capture: when the frame arrived
   * @throws UnreadableSourceException if it is not reached, or its frames are too large
   */
  public static LiveFeed open(CameraAddress camera, CameraSettings settings, InstantSource clock)
      throws UnreadableSourceException {
    var patience = new Patience(CameraInput.CONNECT_LIMIT);
    VideoSource source = VideoSource.open(camera, settings, patience);
    int width = source.widthPx();
    int height = source.heightPx();
    if (width <= 0
        || height <= 0
        || width > Frame.MAX_SIDE_PX
        || height > Frame.MAX_SIDE_PX
        || (long) width * height > Frame.MAX_PIXELS) {
      source.close();
      throw new UnreadableSourceException(
          camera,
          "frames of " + width + "x" + height + " pixels are not taken",
          "Let the camera send smaller frames.");
    }
    var stream = new Stream(width, height, source::forgetOwed, patience::end);
    return new LiveFeed(source, stream, clock);
  }

  /** Takes bare pixels from a pipe as a live camera's; the pipe stays the caller's. */
  public static LiveFeed raw(InputStream in, RawVideo video, InstantSource clock) {
    var stream = new Stream(video.widthPx(), video.heightPx(), () -> {}, () -> {});
    return new LiveFeed(FrameSource.raw(in, video, 0), stream, clock);
  }

  public int widthPx() {
    return stream.widthPx;
  }

  public int heightPx() {
    return stream.heightPx;
  }

  /** Returns the nominal rate that the camera says; frames may come at uneven times. */
  public double framesPerSecond() {
    return source.framesPerSecond();
  }

  /** From here on frames count, the next one as the first. */
  public void begin() {
    begun = true;
  }

  /** Waits for what comes next, at most this long; after the end it is the end again. */
  public Arrival next(Duration wait) throws InterruptedException {
    Arrival next = arrivals.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (next instanceof Arrival.Taken) {
      room.release();
    } else if (next instanceof Arrival.Gone) {
      arrivals.add(next);
    }
    return next == null ? new Arrival.Silence() : next;
  }

  private void take() {
    try {
      boolean counting = false;
      while (!closed) {
        Optional<Frame> next = source.next();
        if (next.isEmpty()) {
          return;
        }
        if (!begun) {
          next.get().close();
          continue;
        }
        if (!counting) {
          counting = true;
          firstMicros = next.get().info().presentationMicros();
          stream.forget.run();
        }
        arrive(next.get());
      }
    } finally {
      arrivals.add(new Arrival.Gone());
    }
  }

  private void arrive(Frame frame) {
    long micros = frame.info().presentationMicros() - firstMicros;
    var info = new FrameInfo(nextIndex++, clock.millis(), micros);
    if (room.tryAcquire()) {
      arrivals.add(new Arrival.Taken(frame.renamed(info), System.nanoTime()));
    } else {
      frame.close();
      arrivals.add(new Arrival.Dropped(info));
    }
  }

  /** Leaves the camera; a device that hangs in its driver is left to the end of the process. */
  @Override
  public void close() {
    closed = true;
    stream.interrupt.run();
    try {
      thread.join(PATIENCE_AT_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Arrival left = arrivals.poll(); left != null; left = arrivals.poll()) {
      if (left instanceof Arrival.Taken taken) {
        taken.frame().close();
      }
    }
    if (!thread.isAlive()) {
      source.close();
    }
  }
}
