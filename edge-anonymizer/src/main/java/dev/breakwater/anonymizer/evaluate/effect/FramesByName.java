package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures and frames of files by name. Asked in the order of a video's frames it decodes each
 * once. Used by one thread.
 */
public final class FramesByName implements AutoCloseable {
  private final Function<String, Path> where;

  // The file that was asked for last, and the first of its frames that was not read.
  private @Nullable FrameSource source;
  private String open = "";
  private long next;

  private FramesByName(Function<String, Path> where) {
    this.where = where;
  }

  /** Names are relative to a folder, with '/' between parts; a video may have become an MP4. */
  public static FramesByName in(Path folder) {
    return new FramesByName(name -> path(folder, name));
  }

  /** Only these names are known. */
  public static FramesByName of(Map<String, Path> files) {
    Map<String, Path> known = Map.copyOf(files);
    return new FramesByName(name -> known.getOrDefault(name, Path.of(name)));
  }

  /**
   * Returns a frame, which the caller closes; empty if there is none or it is damaged.
   *
   * @param frame number in the video from 0; 0 for a picture
   */
  public Optional<Frame> find(String file, long frame) {
    try {
      FrameSource from = at(file, frame);
      Optional<Frame> read = from.next();
      for (next++; read.isPresent() && next <= frame; next++) {
        read.get().close();
        read = from.next();
      }
      return read.filter(found -> !found.isDamaged());
    } catch (UnreadableSourceException e) {
      return Optional.empty();
    }
  }

  private FrameSource at(String file, long frame) throws UnreadableSourceException {
    FrameSource current = source;
    if (current == null || !open.equals(file) || frame < next) {
      close();
      current = FrameSource.open(where.apply(file), 0);
      source = current;
      open = file;
      next = 0;
    }
    return current;
  }

  private static Path path(Path folder, String file) {
    String stem = file.substring(0, Math.max(file.lastIndexOf('.'), file.lastIndexOf('/') + 1));
    return Stream.of(file, stem + ".mp4")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(folder.resolve(file));
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
      source = null;
    }
  }
}
