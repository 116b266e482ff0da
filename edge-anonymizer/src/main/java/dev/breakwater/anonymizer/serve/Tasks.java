package dev.breakwater.anonymizer.serve;

import dev.breakwater.anonymizer.redact.Redaction;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that the service knows, within its limits. A task that has ended is removed when its
 * time is over or somebody deletes it; one that has not is removed by its worker. Safe for use by
 * several threads.
 */
final class Tasks {
  private static final int ID_BYTES = 16;

  private final Limits limits;
  private final Workspace workspace;
  private final InstantSource clock;
  private final SecureRandom random;

  // Guarded by this.
  private final Map<String, ServedTask> known = new LinkedHashMap<>();
  private boolean stopping;

  Tasks(Limits limits, Workspace workspace, InstantSource clock, SecureRandom random) {
    this.limits = limits;
    this.workspace = workspace;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes a task and its folders, if there is room for it.
   *
   * @param bodyBytes what is to come
   */
  synchronized ServedTask admit(Redaction method, long bodyBytes)
      throws RefusedException, IOException {
    requirePlace();
    requireDisk(bodyBytes);
    byte[] name = new byte[ID_BYTES];
    random.nextBytes(name);
    String id = HexFormat.of().formatHex(name);
    var task = new ServedTask(id, method, workspace.createTask(id), bodyBytes);
    known.put(id, task);
    return task;
  }

  private void requirePlace() throws RefusedException {
    if (stopping) {
      throw new RefusedException(Problem.STOPPING);
    }
    long unfinished =
        known.values().stream().filter(task -> !task.status().state().hasEnded()).count();
    if (unfinished >= limits.work().unfinished()) {
      throw new RefusedException(Problem.BUSY);
    }
    if (known.size() >= limits.kept().tasks()) {
      throw new RefusedException(
          507, "the service keeps too many tasks", "Delete the tasks whose files you have.");
    }
  }

  private void requireDisk(long bodyBytes) throws RefusedException, IOException {
    if (usedBytes() + bodyBytes > limits.kept().diskBytes() || workspace.freeBytes() < bodyBytes) {
      throw new RefusedException(Problem.FULL_DISK);
    }
  }

  private synchronized long usedBytes() {
    return known.values().stream().mapToLong(ServedTask::bytes).sum();
  }

  /** Asks whether the tasks, while they run, have grown beyond what they may together. */
  boolean isDiskFull() {
    return usedBytes() > limits.kept().diskBytes();
  }

  /** Returns a task that is neither expired nor deleted. */
  synchronized Optional<ServedTask> find(String id) throws IOException {
    removeExpired();
    return Optional.ofNullable(known.get(id)).filter(task -> task.stopped().isEmpty());
  }

  /** Ends a task: the original goes, and everything if nobody wants it any more. */
  void end(ServedTask task, ServedTask.Status last) {
    try {
      Workspace.delete(task.inputFolder());
      if (!last.state().hasEvidence()) {
        Workspace.delete(task.outputFolder());
      }
      Instant end = clock.instant().plus(limits.kept().time());
      task.end(last.until(end), Workspace.bytesIn(task.folder()));
      if (task.stopped().isPresent()) {
        remove(task);
      }
    } catch (IOException e) {
      // What cannot be removed is not served either, and removing it is tried until it works.
      task.end(ServedTask.Status.failed(Problem.INTERNAL).until(clock.instant()), task.bytes());
    }
  }

  /**
   * Removes a task, or has its worker do it at the next frame.
   *
   * @see ServedTask#awaitGone
   */
  void delete(ServedTask task) throws IOException {
    task.stop(Problem.NOT_FOUND);
    if (task.claim()) {
      end(task, ServedTask.Status.failed(Problem.NOT_FOUND));
    } else if (task.status().state().hasEnded()) {
      remove(task);
    }
  }

  private synchronized void remove(ServedTask task) throws IOException {
    Workspace.delete(task.folder());
    known.remove(task.id());
    task.setGone();
  }

  synchronized void removeExpired() throws IOException {
    Instant now = clock.instant();
    for (ServedTask task : List.copyOf(known.values())) {
      Instant end = task.status().expiresAt();
      if (end != null && !end.isAfter(now)) {
        delete(task);
      }
    }
  }

  /** Refuses new tasks and has all others end at their next frame. */
  synchronized void stop() {
    stopping = true;
    known.values().forEach(task -> task.stop(Problem.STOPPING));
  }
}
