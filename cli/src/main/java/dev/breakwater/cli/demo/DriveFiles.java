package dev.breakwater.cli.demo;

import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The recordings of one drive.
 *
 * @param camera a video, or a folder of pictures
 * @param trace signals, one JSON object a line
 * @param cabin directories of the cabin's sensors
 */
record DriveFiles(Path camera, Path trace, Path cabin) {

  /** Counts what the files hold, without the code that feeds them. */
  Fed count() throws IOException, UnreadableSourceException {
    try (Stream<String> lines = Files.lines(trace)) {
      return new Fed(
          FrameSource.countFrames(camera), lines.count(), CabinStandIn.files(cabin).size());
    }
  }
}
