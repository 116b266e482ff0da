package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands copies of frames to another thread that encodes them, a few behind who writes. What failed
 * there is thrown by the next call here. Used by one thread.
 */
final class EncodeBehind implements AutoCloseable {
  private static final int FRAMES = 3;
  private static final FrameInfo END = new FrameInfo(0, 0, 0);

  private final BlockingQueue<Frame> queue = new ArrayBlockingQueue<>(FRAMES);
  // One more is being filled, one is being encoded.
  private final PicturePool pool = new PicturePool(FRAMES + 2);
  private final Sink sink;
  private final Thread thread;
  private volatile @Nullable Throwable failure;
  private volatile boolean abandoned;

  /** Encodes one frame, which stays the caller's. */
  interface Sink {
    void encode(Frame frame) throws IOException;
  }

  EncodeBehind(Sink sink) {
    this.sink = sink;
    this.thread = new Thread(this::run, "encode-behind");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      // A frame without pixels is the end mark.
      for (Frame next = queue.take(); !next.isDamaged(); next = queue.take()) {
        try (Frame frame = next) {
          if (failure == null && !abandoned) {
            sink.encode(frame);
          }
        } catch (IOException | RuntimeException | Error e) {
          failure = e;
        }
      }
    } catch (InterruptedException e) {
      failure = e;
      Thread.currentThread().interrupt();
    }
  }

  void add(Frame frame) throws IOException {
    requireNoFailure();
    Picture original = frame.picture();
    Picture copy = pool.take(original.widthPx(), original.heightPx(), original.colour());
    Libav.must(av_frame_copy(copy.frame(), original.frame()), "copying a frame");
    put(new Frame(frame.info(), copy, pool));
  }

  private void requireNoFailure() throws IOException {
    Throwable failed = failure;
    if (failed instanceof IOException) {
      throw new IOException(failed.getMessage(), failed);
    }
    if (failed != null) {
      throw new IllegalStateException("encoding failed: " + failed, failed);
    }
  }

  private void put(Frame frame) throws IOException {
    try {
      queue.put(frame);
    } catch (InterruptedException e) {
      frame.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing", e);
    }
  }

  /** Waits until everything that was added is encoded. */
  void finish() throws IOException {
    stop();
    requireNoFailure();
  }

  private void stop() {
    boolean interrupted = false;
    boolean said = false;
    while (thread.isAlive()) {
      try {
        if (!said) {
          queue.put(Frame.damaged(END));
          said = true;
        }
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves out what is not encoded yet. */
  @Override
  public void close() {
    abandoned = true;
    stop();
    pool.close();
  }
}
