package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * One line for each file or stream, on standard error if it is not complete, and some for a long
 * file.
 */
record AnonymizeReport(PrintWriter out, PrintWriter err, boolean quiet) implements Progress {
  private static final int EVERY_FRAMES = 100;

  @Override
  public void frame(Path input, long done, long expected) {
    if (!quiet && done % EVERY_FRAMES == 0) {
      err.println(input + ": frame " + done + " of " + expected);
      err.flush();
    }
  }

  @Override
  public void file(FileResult result) {
    stream(result.input().toString(), result);
  }

  /** Reports a stream by its name. */
  void stream(String name, FileResult result) {
    PrintWriter to = result.isComplete() ? out : err;
    to.printf(
        "%s: %s%d frames, %d face masks, %d plate masks%s%s%n",
        name,
        result.skipped() ? "complete already, skipped; " : "",
        result.frames(),
        result.faces(),
        result.plates(),
        result.withheld() == 0 ? "" : ", " + result.withheld() + " withheld",
        result.problem() == null ? "" : "; " + result.problem());
    to.flush();
  }
}
