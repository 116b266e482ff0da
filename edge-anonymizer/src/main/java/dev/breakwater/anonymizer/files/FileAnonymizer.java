package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Anonymizes files into a folder: pictures keep their format, videos become H.264 without audio,
 * folders keep their tree. A file appears under its final name only when it is complete. Used by
 * one thread at a time.
 */
public final class FileAnonymizer {
  private static final int FRAMES_AHEAD = 4;

  private final Anonymizer anonymizer;
  private final Progress progress;

  /**
   * @param anonymizer stays the caller's, who closes it
   */
  public FileAnonymizer(Anonymizer anonymizer, Progress progress) {
    this.anonymizer = anonymizer;
    this.progress = progress;
  }

  /**
   * Anonymizes all inputs; one that fails does not stop the others.
   *
   * @param inputs files and folders
   * @param output folder, made if there is none
   * @return one result for each file, in the order of the work
   * @throws OutputConflictException if two files would be one; nothing was written
   * @throws IOException if an input folder cannot be listed
   */
  public List<FileResult> anonymize(List<Path> inputs, Path output)
      throws IOException, OutputConflictException {
    List<FileResult> results = new ArrayList<>();
    for (Task task : Task.plan(inputs, output)) {
      FileResult result = anonymize(task);
      progress.file(result);
      results.add(result);
    }
    return results;
  }

  private FileResult anonymize(Task task) {
    try (FrameSource source = FrameSource.ahead(FrameSource.open(task.input(), 0), FRAMES_AHEAD)) {
      long expected = FrameSource.countFrames(task.input());
      return write(task, source, expected);
    } catch (UnreadableSourceException | IOException e) {
      return new FileResult(task.input(), null, 0, 0, 0, 0, String.valueOf(e.getMessage()));
    } finally {
      anonymizer.finish();
    }
  }

  private FileResult write(Task task, FrameSource source, long expected) throws IOException {
    try (var out = new AnonymizedFile(task, source.framesPerSecond())) {
      long done = 0;
      Optional<Frame> next = source.next();
      while (next.isPresent()) {
        out.add(anonymizer.offer(next.get()));
        progress.frame(task.input(), ++done, expected);
        next = source.next();
      }
      out.add(anonymizer.finish());
      return out.finish(
          source.isCutOff() ? "the file is cut off; this is what was left of it" : null);
    }
  }
}
