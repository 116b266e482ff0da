package dev.breakwater.anonymizer.serve;

import dev.breakwater.anonymizer.files.FileAnonymizer;
import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.OutputConflictException;
import dev.breakwater.anonymizer.files.Progress;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.serve.ServedTask.Counts;
import dev.breakwater.anonymizer.serve.ServedTask.State;
import dev.breakwater.anonymizer.serve.ServedTask.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Does the tasks, as many at once as the limits say, in threads of its own. */
final class Worker implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Parts parts;
  private final Limits limits;
  private final Tasks tasks;
  private final ExecutorService threads;

  Worker(Parts parts, Tasks tasks) {
    this.parts = parts;
    this.limits = parts.limits();
    this.tasks = tasks;
    this.threads = Executors.newFixedThreadPool(limits.work().running(), this::thread);
  }

  private Thread thread(Runnable work) {
    var thread = new Thread(work, "breakwater-anonymize");
    thread.setUncaughtExceptionHandler(
        (where, failure) ->
            parts.journal().accept("event=task_broke error=" + failure.getClass().getSimpleName()));
    return thread;
  }

  /**
   * Takes a task whose body is on the disk; it ends in any case.
   *
   * @throws RejectedExecutionException if the worker is closed; then it is not taken
   */
  void submit(ServedTask task) {
    threads.execute(() -> run(task));
  }

  private void run(ServedTask task) {
    if (!task.claim()) {
      return;
    }
    // Fail closed: until something better is known, nothing of it is served.
    Status last = Status.failed(Problem.INTERNAL);
    try {
      last = anonymize(task);
    } catch (RefusedException e) {
      last = Status.failed(e.problem());
    } catch (StoppedException e) {
      last = Status.failed(e.problem);
    } catch (IOException e) {
      parts.journal().accept("event=disk_failed error=" + e.getClass().getSimpleName());
    } finally {
      tasks.end(task, last);
      tell(task);
    }
  }

  private void tell(ServedTask task) {
    Status status = task.status();
    parts
        .journal()
        .accept(
            "event=task_ended task=%s state=%s frames=%d withheld=%d"
                .formatted(
                    task.id(),
                    status.state().text(),
                    status.counts().frames(),
                    status.counts().withheld()));
  }

  private Status anonymize(ServedTask task) throws IOException, RefusedException {
    var watcher = new Watcher(task, System.nanoTime());
    watcher.look();
    Path input = Upload.identify(task, limits.content(), watcher::look);
    try (var anonymizer =
        new Anonymizer(parts.watch(), parts.profile().withRedaction(task.method()))) {
      var files = new FileAnonymizer(anonymizer, watcher, parts.provenance().apply(anonymizer));
      FileResult result = files.anonymize(List.of(input), task.outputFolder()).get(0);
      return status(result, task.outputFolder().resolve(input.getFileName()));
    } catch (OutputConflictException e) {
      throw new IllegalStateException("a task's folder is its own", e);
    }
  }

  private static Status status(FileResult result, Path named) {
    var counts =
        new Counts(
            result.frames(), result.frames(), result.withheld(), result.faces(), result.plates());
    if (result.isComplete()) {
      return new Status(State.DONE, counts, named, null, null);
    }
    if (result.output() != null) {
      return new Status(State.INCOMPLETE, counts, named, incomplete(result), null);
    }
    // Where the detectors were found wanting at the end there is no evidence either.
    boolean refused =
        result.withheld() > 0
            || String.valueOf(result.problem()).endsWith(AnonymizeResult.Reason.NOT_VOUCHED.text());
    return refused
        ? new Status(State.WITHHELD, counts, named, Problem.WITHHELD, null)
        : Status.failed(Problem.INTERNAL);
  }

  private static Problem incomplete(FileResult result) {
    String error =
        result.withheld() > 0
            ? result.withheld() + " of " + result.frames() + " frames may not leave"
            : "the clip ends before its own end mark";
    return Problem.of(
        200, error, "The mask list names the frames; see that the original is whole.");
  }

  /** Waits for the tasks, which were told to stop, and hurries those that do not. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Counts, and ends what nobody wants any more or what grows beyond its limits. */
  private final class Watcher implements Progress {
    private final ServedTask task;
    private final long startNanos;

    Watcher(ServedTask task, long startNanos) {
      this.task = task;
      this.startNanos = startNanos;
    }

    /** Asks whether to go on, before there is a frame. */
    void look() {
      frame(task.folder(), 0, 0);
    }

    @Override
    public void frame(Path input, long done, long expected) {
      try {
        task.progress(done, expected, Workspace.bytesIn(task.folder()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      task.stopped().ifPresent(Watcher::stop);
      if (System.nanoTime() - startNanos > limits.work().time().toNanos()) {
        stop(Problem.tooLarge("it takes longer than " + limits.work().time().toSeconds() + " s"));
      }
      if (tasks.isDiskFull()) {
        stop(Problem.FULL_DISK);
      }
    }

    @Override
    public void file(FileResult result) {
      // The task says what became of it.
    }

    private static void stop(Problem reason) {
      throw new StoppedException(reason);
    }
  }

  /** Goes through the anonymizer, which removes what it has half-written. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    StoppedException(Problem problem) {
      super(problem.error());
      this.problem = problem;
    }
  }
}
