package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.Exif;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.frame.VideoOptions;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.Anonymizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Anonymizes files into a folder: pictures keep their format, videos become H.264, folders keep
 * their tree; audio and metadata are dropped unless the options keep them. A file appears under its
 * final name only when it is complete and its evidence lies beside it; what an earlier run
 * completed the same way is skipped. Used by one thread at a time.
 */
public final class FileAnonymizer {
  private static final int FRAMES_AHEAD = 4;

  private final Anonymizer anonymizer;
  private final Progress progress;
  private final Provenance provenance;
  private final FileOptions options;
  private final Set<ExportFormat> exports;

  /**
   * @param anonymizer stays the caller's, who closes it
   * @param provenance must tell how {@code anonymizer} works
   */
  public FileAnonymizer(Anonymizer anonymizer, Progress progress, Provenance provenance) {
    this(anonymizer, progress, provenance, Set.of());
  }

  /**
   * @param anonymizer stays the caller's, who closes it
   * @param provenance must tell how {@code anonymizer} works
   * @param exports other forms of the mask list that are written too
   */
  public FileAnonymizer(
      Anonymizer anonymizer, Progress progress, Provenance provenance, Set<ExportFormat> exports) {
    this(anonymizer, progress, provenance, new FileOptions(exports, false, false));
  }

  /**
   * @param anonymizer stays the caller's, who closes it
   * @param provenance must tell how {@code anonymizer} works
   */
  public FileAnonymizer(
      Anonymizer anonymizer, Progress progress, Provenance provenance, FileOptions options) {
    this.anonymizer = anonymizer;
    this.progress = progress;
    this.provenance = options.addTo(provenance);
    this.options = options;
    this.exports = EnumSet.noneOf(ExportFormat.class);
    this.exports.addAll(options.exports());
  }

  /**
   * Anonymizes all inputs; one that fails does not stop the others.
   *
   * @param inputs files and folders
   * @param output folder, made if there is none; for a single input file also a file, told by the
   *     ending of its name
   * @return one result for each file, in the order of the work
   * @throws OutputConflictException if two files would be one, or an output's name does not fit its
   *     input; nothing was written
   * @throws IOException if an input folder cannot be listed
   */
  public List<FileResult> anonymize(List<Path> inputs, Path output)
      throws IOException, OutputConflictException {
    return anonymize(Task.plan(inputs, output));
  }

  /** The same with each output beside its input, as {@code NAME_anonymized}. */
  public List<FileResult> anonymizeBeside(List<Path> inputs)
      throws IOException, OutputConflictException {
    return anonymize(Task.planBeside(inputs));
  }

  private List<FileResult> anonymize(List<Task> tasks) {
    List<FileResult> results = new ArrayList<>();
    for (Task task : tasks) {
      FileResult result = anonymize(task);
      progress.file(result);
      results.add(result);
    }
    return results;
  }

  private FileResult anonymize(Task task) {
    try {
      Manifest.Content input = Manifest.Content.of(task.input(), task.input());
      Optional<FileResult> earlier = EarlierRun.of(task, input, provenance, exports);
      return earlier.isPresent() ? earlier.get() : anonymize(task, input);
    } catch (UnreadableSourceException | IOException e) {
      return FileResult.failed(task.input(), problem(task, e));
    }
  }

  /** A message of FFmpeg or the disk may not say which file it is about. */
  private static String problem(Task task, Exception failure) {
    String message = String.valueOf(failure.getMessage());
    boolean named =
        message.contains(task.input().toString()) || message.contains(task.output().toString());
    return named ? message : task.output() + ": " + message;
  }

  private FileResult anonymize(Task task, Manifest.Content input)
      throws UnreadableSourceException, IOException {
    try (FrameSource source = FrameSource.ahead(FrameSource.open(task.input(), 0), FRAMES_AHEAD)) {
      long expected = FrameSource.countFrames(task.input());
      return write(task, input, source, expected);
    } finally {
      // After a failure the gate may still hold frames of this file, which nobody wants any more.
      anonymizer.finish().forEach(FileAnonymizer::drop);
    }
  }

  private static void drop(AnonymizeResult result) {
    if (result instanceof AnonymizeResult.Passed passed) {
      passed.frame().close();
    }
  }

  private FileResult write(Task task, Manifest.Content input, FrameSource source, long expected)
      throws IOException {
    Sink sink = sink(task, source);
    try (var out = new AnonymizedFile(task, sink, new Evidence(task, provenance, exports))) {
      long done = 0;
      Optional<Frame> next = source.next();
      while (next.isPresent()) {
        out.add(anonymizer.offer(next.get()));
        progress.frame(task.input(), ++done, expected);
        next = source.next();
      }
      out.add(anonymizer.finish());
      String cutOff = source.isCutOff() ? "the file is cut off; this is what was left of it" : null;
      return out.finish(input, cutOff);
    }
  }

  private Sink sink(Task task, FrameSource source) throws IOException {
    return switch (task.kind()) {
      case VIDEO ->
          new VideoSink(
              task.output(),
              source.framesPerSecond(),
              VideoOptions.of(options.carriedFrom(task.input())));
      case PICTURE -> new PictureSink(task.output(), task.pictureFormat(), exif(task.input()));
    };
  }

  private Optional<Exif> exif(Path input) throws IOException {
    return options.keepMetadata() ? Exif.of(input) : Optional.empty();
  }
}
