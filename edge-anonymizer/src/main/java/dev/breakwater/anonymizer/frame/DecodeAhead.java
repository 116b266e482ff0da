package dev.breakwater.anonymizer.frame;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames from another source in a thread of its own, a few ahead of who reads them. Frames,
 * their order, the end and what the other source throws come out unchanged.
 */
final class DecodeAhead implements FrameSource {
  private final FrameSource source;
  private final double framesPerSecond;
  private final BlockingQueue<Step> steps;
  private final Thread thread;

  // Owned by the reading thread.
  private @Nullable Step last;

  private volatile boolean closed;

  /** What one call of the other source gave: a frame, the end, or a failure. */
  private record Step(@Nullable Frame frame, @Nullable Throwable failure, boolean cutOff) {}

  DecodeAhead(FrameSource source, int frames) {
    this.source = source;
    this.framesPerSecond = source.framesPerSecond();
    this.steps = new ArrayBlockingQueue<>(frames);
    this.thread = new Thread(this::decode, "decode-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private void decode() {
    try {
      while (!closed) {
        Step step = step();
        steps.put(step);
        if (step.frame == null) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, and it releases what is left.
      Thread.currentThread().interrupt();
    }
  }

  private Step step() {
    try {
      Frame frame = source.next().orElse(null);
      return new Step(frame, null, frame == null && source.isCutOff());
    } catch (RuntimeException | Error e) {
      return new Step(null, e, false);
    }
  }

  @Override
  public Optional<Frame> next() {
    Step end = last;
    if (end == null) {
      Step step = take();
      if (step.frame != null) {
        return Optional.of(step.frame);
      }
      last = step;
      end = step;
    }
    if (end.failure != null) {
      throw new IllegalStateException("the source failed: " + end.failure, end.failure);
    }
    return Optional.empty();
  }

  private Step take() {
    if (closed) {
      throw new IllegalStateException("the source is closed");
    }
    try {
      return steps.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a frame", e);
    }
  }

  @Override
  public double framesPerSecond() {
    return framesPerSecond;
  }

  @Override
  public boolean isCutOff() {
    return last != null && last.cutOff;
  }

  /** Waits until the thread has left the other source: its native memory may go only then. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      // A thread that waits for room finds it; one that decodes ends after this frame.
      release();
      try {
        thread.join(1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    release();
    source.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    for (Step step = steps.poll(); step != null; step = steps.poll()) {
      if (step.frame != null) {
        step.frame.close();
      }
    }
  }
}
