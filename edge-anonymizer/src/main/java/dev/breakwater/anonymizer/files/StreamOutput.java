package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.RawVideo;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the frames of a stream go. */
public sealed interface StreamOutput {
  /** Into a video file, MP4 or (with the ending mkv) Matroska, with its evidence beside it. */
  record ToFile(Path file) implements StreamOutput {}

  /**
   * Into a pipe, as bare pixels and nothing else.
   *
   * @param out stays the caller's, who closes it
   * @param evidence what the evidence is named after and lies beside; null writes none
   */
  record ToPipe(OutputStream out, RawVideo.Layout layout, @Nullable Path evidence)
      implements StreamOutput {}
}
