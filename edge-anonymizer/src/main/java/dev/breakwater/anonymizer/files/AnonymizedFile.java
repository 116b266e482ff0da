package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.SafeFrame;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output in the making and its evidence. Everything is written under other names and published
 * when it is complete, the picture last: a picture under its final name has all its evidence beside
 * it.
 */
final class AnonymizedFile implements AutoCloseable {
  private final Task task;
  private final Sink sink;
  private final @Nullable Evidence evidence;
  private final Tally tally = new Tally();

  /**
   * @param sink belongs to this object from here on
   * @param evidence belongs to this object from here on; null if none is wanted
   */
  AnonymizedFile(Task task, Sink sink, @Nullable Evidence evidence) {
    this.task = task;
    this.sink = sink;
    this.evidence = evidence;
  }

  void add(List<AnonymizeResult> results) throws IOException {
    for (AnonymizeResult result : results) {
      if (result instanceof AnonymizeResult.Passed passed) {
        write(passed.frame());
      } else if (result instanceof AnonymizeResult.Withheld refusal) {
        tally.add(refusal);
        if (evidence != null) {
          evidence.add(refusal);
        }
      }
    }
  }

  private void write(SafeFrame frame) throws IOException {
    tally.add(frame);
    if (evidence != null) {
      evidence.add(frame);
    }
    sink.add(frame);
  }

  /**
   * Gives the files their final names; without a frame that may leave there is only the evidence.
   *
   * @param input what was read, as it was before the first frame
   * @param cutOff why the input is not whole; null if it is
   */
  FileResult finish(Manifest.Content input, @Nullable String cutOff) throws IOException {
    Manifest.Content output = sink.finish();
    boolean empty = output == null;
    String problem = empty && cutOff == null ? tally.whyNothing() : cutOff;
    if (evidence != null) {
      evidence.complete(input, output, problem, tally);
    }
    // What an earlier run left is not what the new evidence tells of.
    sink.retract();
    if (evidence != null) {
      evidence.publish();
    }
    if (!empty) {
      sink.publish();
    }
    return result(empty, problem);
  }

  private FileResult result(boolean empty, @Nullable String problem) {
    Manifest.Counts counts = tally.counts();
    return new FileResult(
        task.input(),
        empty ? null : task.output(),
        counts.frames(),
        counts.withheld(),
        counts.faces(),
        counts.plates(),
        false,
        problem);
  }

  @Override
  public void close() throws IOException {
    try (sink) {
      if (evidence != null) {
        evidence.close();
      }
    }
  }
}
