package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.VideoOptions;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.gate.SafePictures;
import dev.breakwater.anonymizer.gate.SafeVideoWriter;
import dev.breakwater.anonymizer.redact.Mask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An output file in the making, under another name until it is complete, and its mask list. */
final class AnonymizedFile implements AutoCloseable {
  private final Task task;
  private final Path picture;
  private final Path list;
  private final MaskList masks;
  private final SafeVideoWriter video;

  private long frames;
  private long withheld;
  private long faces;
  private long plates;

  AnonymizedFile(Task task, double framesPerSecond) throws IOException {
    this.task = task;
    Files.createDirectories(task.output().toAbsolutePath().getParent());
    this.picture = unfinished(task.output());
    this.list = unfinished(listOf(task.output()));
    this.masks = new MaskList(list);
    this.video =
        new SafeVideoWriter(
            picture, container(task.output()), framesPerSecond, VideoOptions.BACKGROUND);
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  private static Path listOf(Path output) {
    return output.resolveSibling(output.getFileName() + MaskList.ENDING);
  }

  private static VideoWriter.Container container(Path output) {
    return Task.ending(output).equals("mkv")
        ? VideoWriter.Container.MATROSKA
        : VideoWriter.Container.MP4;
  }

  void add(List<AnonymizeResult> results) throws IOException {
    for (AnonymizeResult result : results) {
      frames++;
      if (result instanceof AnonymizeResult.Passed passed) {
        write(passed.frame());
      } else if (result instanceof AnonymizeResult.Withheld refusal) {
        withheld++;
        masks.add(refusal);
      }
    }
  }

  private void write(SafeFrame frame) throws IOException {
    faces += count(frame, ObjectClass.FACE);
    plates += count(frame, ObjectClass.PLATE);
    masks.add(frame);
    switch (task.kind()) {
      case VIDEO -> video.add(frame);
      case PICTURE -> SafePictures.write(frame, format(), picture);
    }
  }

  private PictureFormat format() throws IOException {
    return PictureFormat.of(task.input())
        .orElseThrow(() -> new IOException(task.input() + ": is no picture any more"));
  }

  private static long count(SafeFrame frame, ObjectClass kind) {
    return frame.masks().stream().map(Mask::kind).filter(kind::equals).count();
  }

  /** Gives the files their final names; without a frame that may leave there is only the list. */
  FileResult finish(@Nullable String problem) throws IOException {
    video.finish();
    masks.close();
    move(list, listOf(task.output()));
    if (frames == withheld) {
      Files.deleteIfExists(task.output());
      return result(null, problem == null ? "no frame of it may leave" : problem);
    }
    move(picture, task.output());
    return result(task.output(), problem);
  }

  private FileResult result(@Nullable Path output, @Nullable String problem) {
    return new FileResult(task.input(), output, frames, withheld, faces, plates, problem);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    video.close();
    masks.close();
    Files.deleteIfExists(picture);
    Files.deleteIfExists(list);
  }
}
