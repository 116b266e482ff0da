package dev.breakwater.cli.certify;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What must be found nowhere outside the cabin: what its sensors hold, and its signals' names. */
public final class CabinMarkers {
  /** Of a text, characters. */
  public static final int MIN_LENGTH = 8;

  /** The most files of the cabin that are looked for. */
  static final int MAX_FILES = 1000;

  /** How much of each file is looked for. */
  static final int MAX_FILE_BYTES = 64 << 10;

  /** Signals of the cabin and of the driver; their paths travel with every sample. */
  private static final List<String> SIGNALS =
      List.of("Vehicle.Cabin.", "Vehicle.Driver.", "Vehicle.Occupant.");

  private CabinMarkers() {}

  /**
   * Returns the search for them.
   *
   * @param cabin directory of the cabin's sensors; it need not exist
   * @param texts more that must not be found, 8 characters or more each
   */
  public static MarkerSearch of(Path cabin, List<String> texts) throws IOException {
    var search = new MarkerSearch();
    SIGNALS.forEach(search::addText);
    texts.forEach(search::addText);
    if (Files.isDirectory(cabin)) {
      try (Stream<Path> walk = Files.walk(cabin)) {
        for (Path file : walk.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList()) {
          try (var in = Files.newInputStream(file)) {
            Bytes content = Bytes.of(in.readNBytes(MAX_FILE_BYTES));
            search.addContent(cabin.relativize(file).toString(), content);
          }
        }
      }
    }
    return search;
  }
}
