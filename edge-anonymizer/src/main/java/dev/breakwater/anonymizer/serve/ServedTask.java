package dev.breakwater.anonymizer.serve;

import dev.breakwater.anonymizer.redact.Redaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for and what became of it. Safe for use by several threads; each state is left
 * once and for all.
 */
final class ServedTask {
  private final String id;
  private final Redaction method;
  private final Path folder;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  // Guarded by this.
  private Status status = Status.queued();
  private long bytes;

  // Guarded by this: whether somebody has taken it upon himself to end it.
  private boolean claimed;

  // Set by whoever does not want the task any more; the worker looks at it between frames.
  private volatile @Nullable Problem stop;

  /**
   * @param folder belongs to the task alone
   * @param reservedBytes what it will need on the disk, as far as is known
   */
  ServedTask(String id, Redaction method, Path folder, long reservedBytes) {
    this.id = id;
    this.method = method;
    this.folder = folder;
    this.bytes = reservedBytes;
  }

  /** Where a task is. */
  enum State {
    QUEUED,
    RUNNING,
    /** Every frame is in the output. */
    DONE,
    /** There is an output, and frames are missing in it. */
    INCOMPLETE,
    /** No frame may leave; there is no output. */
    WITHHELD,
    FAILED;

    boolean hasEnded() {
      return this != QUEUED && this != RUNNING;
    }

    /** Asks whether mask list and manifest say what became of each frame. */
    boolean hasEvidence() {
      return this == DONE || this == INCOMPLETE || this == WITHHELD;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a task that has ended can hand out. */
  enum Part {
    FILE(""),
    MASKS(".masks.jsonl"),
    MANIFEST(".manifest.json"),
    SIGNATURE(".manifest.sig");

    private final String ending;

    Part(String ending) {
      this.ending = ending;
    }
  }

  /** Sums over the frames done until now. */
  record Counts(long frames, long expected, long withheld, long faces, long plates) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /**
   * One moment of a task.
   *
   * @param named the output's path, whether there is one or its evidence only; null before the end
   * @param problem why frames are missing; null if none are, or the task has not ended
   * @param expiresAt when it is removed; null before its end
   */
  record Status(
      State state,
      Counts counts,
      @Nullable Path named,
      @Nullable Problem problem,
      @Nullable Instant expiresAt) {
    static Status queued() {
      return new Status(State.QUEUED, Counts.NONE, null, null, null);
    }

    static Status failed(Problem problem) {
      return new Status(State.FAILED, Counts.NONE, null, problem, null);
    }

    Status until(Instant end) {
      return new Status(state, counts, named, problem, end);
    }
  }

  String id() {
    return id;
  }

  Redaction method() {
    return method;
  }

  Path folder() {
    return folder;
  }

  /** Returns where the original lies until the task ends. */
  Path inputFolder() {
    return folder.resolve("in");
  }

  Path outputFolder() {
    return folder.resolve("out");
  }

  /** Returns a part that may be served. */
  Optional<Path> find(Part part) {
    Status now = status();
    Path named = now.named();
    if (!now.state().hasEvidence() || named == null) {
      return Optional.empty();
    }
    Path file = named.resolveSibling(named.getFileName() + part.ending);
    return Optional.of(file).filter(Files::isRegularFile);
  }

  synchronized Status status() {
    return status;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Asks for the right to end the task, which one caller gets. */
  synchronized boolean claim() {
    boolean first = !claimed;
    claimed = true;
    return first;
  }

  /** Tells how far it is. */
  synchronized void progress(long frames, long expected, long bytesNow) {
    status = new Status(State.RUNNING, new Counts(frames, expected, 0, 0, 0), null, null, null);
    bytes = Math.max(bytes, bytesNow);
  }

  void end(Status last, long bytesNow) {
    synchronized (this) {
      status = last;
      bytes = bytesNow;
    }
    ended.countDown();
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Asks the worker to stop; the first reason stays. */
  synchronized void stop(Problem reason) {
    stop = stop == null ? reason : stop;
  }

  Optional<Problem> stopped() {
    return Optional.ofNullable(stop);
  }

  /** Says that nothing of it lies on the disk any more. */
  void setGone() {
    gone.countDown();
  }

  boolean awaitGone(long millis) throws InterruptedException {
    return gone.await(millis, TimeUnit.MILLISECONDS);
  }
}
