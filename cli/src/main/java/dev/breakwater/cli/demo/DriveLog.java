package dev.breakwater.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.agent.capture.DriveId;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The drives of an installation, in a file: which recordings were given to the car, and what they
 * hold. A drive is written down before the car sees it, so a run that was cut off is finished by
 * the next one, whatever that one was started with.
 */
final class DriveLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path cabin;
  private final List<Entry> entries = new ArrayList<>();

  /** One drive; {@code done} when the car has fed and delivered it. */
  private record Entry(String id, DriveFiles files, Fed fed, boolean done) {}

  private DriveLog(Path file, Path cabin) {
    this.file = file;
    this.cabin = cabin;
  }

  static DriveLog open(Path file, Path cabin) throws IOException {
    var log = new DriveLog(file, cabin);
    if (Files.exists(file)) {
      for (JsonNode node : JSON.readTree(file.toFile())) {
        log.entries.add(log.entry(node));
      }
    }
    return log;
  }

  private Entry entry(JsonNode node) {
    var files =
        new DriveFiles(
            Path.of(node.path("camera").asText()), Path.of(node.path("trace").asText()), cabin);
    var fed =
        new Fed(
            node.path("frames").asLong(),
            node.path("signals").asLong(),
            node.path("cabin").asLong());
    return new Entry(node.path("id").asText(), files, fed, node.path("done").asBoolean());
  }

  /** Writes a drive down; the same recordings a second time change nothing. */
  void add(DriveFiles files) throws IOException, UnreadableSourceException {
    String id = DriveId.of(List.of(files.camera(), files.trace())).value();
    if (entries.stream().noneMatch(entry -> entry.id.equals(id))) {
      entries.add(new Entry(id, files, files.count(), false));
      save();
    }
  }

  /** Returns the drives that are not finished, in the order in which they were given. */
  List<DriveFiles> unfinished() {
    return entries.stream().filter(entry -> !entry.done).map(Entry::files).toList();
  }

  void finish(DriveFiles files) throws IOException {
    entries.replaceAll(
        entry -> entry.files.equals(files) ? new Entry(entry.id, files, entry.fed, true) : entry);
    save();
  }

  /** Returns what all drives hold together. */
  Fed fed() {
    return entries.stream().map(Entry::fed).reduce(Fed.NOTHING, Fed::plus);
  }

  /** Returns whether the drive at {@code camera} is the only one. */
  boolean isOnly(Path camera) {
    return entries.size() == 1 && entries.get(0).files.camera().equals(camera);
  }

  private void save() throws IOException {
    var array = JSON.createArrayNode();
    for (Entry entry : entries) {
      ObjectNode node = array.addObject();
      node.put("id", entry.id)
          .put("camera", entry.files.camera().toString())
          .put("trace", entry.files.trace().toString())
          .put("frames", entry.fed.frames())
          .put("signals", entry.fed.signals())
          .put("cabin", entry.fed.cabin())
          .put("done", entry.done);
    }
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    JSON.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), array);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
