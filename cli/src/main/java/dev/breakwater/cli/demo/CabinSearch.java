package dev.breakwater.cli.demo;

import dev.breakwater.cli.certify.MarkerSearch;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks for cabin data in everything that left, or lies ready to leave. */
final class CabinSearch {
  /** Signals of the cabin and of the driver; their paths travel with every sample. */
  private static final List<String> SIGNALS =
      List.of("Vehicle.Cabin.", "Vehicle.Driver.", "Vehicle.Occupant.");

  private final MarkerSearch search = new MarkerSearch();
  private long bytes;
  private String found = "";

  CabinSearch(List<Path> cabinFiles) throws IOException {
    SIGNALS.forEach(search::addText);
    for (Path file : cabinFiles) {
      search.addContent(
          file.subpath(file.getNameCount() - 2, file.getNameCount()).toString(),
          Bytes.of(Files.readAllBytes(file)));
    }
  }

  void examine(Bytes content) {
    bytes += content.length();
    if (found.isEmpty()) {
      found = search.find(content);
    }
  }

  long bytes() {
    return bytes;
  }

  /** Returns the name of what was found, or an empty text. */
  String found() {
    return found;
  }

  Check check() {
    String detail =
        "%d bytes of Kafka, store and decrypted outbox searched, %s"
            .formatted(bytes, found.isEmpty() ? "nothing found" : "found " + found);
    // A search that looked at nothing proves nothing.
    return new Check("no cabin byte left the car", found.isEmpty() && bytes > 0, detail);
  }
}
