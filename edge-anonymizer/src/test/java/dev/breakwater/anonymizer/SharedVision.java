package dev.breakwater.anonymizer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures, clips and labels that lie beside the repository, on machines that have them. */
public final class SharedVision {
  private static final Path FOLDER = Path.of("../../shared/vision");

  private SharedVision() {}

  /** Returns a file or folder; the test is skipped, with the reason, where there is none. */
  public static Path find(String name) {
    Path found = FOLDER.resolve(name);
    assumeTrue(Files.exists(found), "needs ../shared/vision/" + name + " beside the repository");
    return found;
  }

  public record Label(String file, int width, int height, List<Area> boxes) {}

  public record Area(double x, double y, double w, double h, String type, boolean ignore) {}

  /** Returns the labels of a folder. */
  public static List<Label> labels(Path folder) throws IOException {
    var labels = new ArrayList<Label>();
    for (var node : new ObjectMapper().readTree(folder.resolve("labels.json").toFile())) {
      var boxes = new ArrayList<Area>();
      for (var box : node.get("boxes")) {
        boxes.add(
            new Area(
                box.get("x").asDouble(),
                box.get("y").asDouble(),
                box.get("w").asDouble(),
                box.get("h").asDouble(),
                box.get("class").asText(),
                box.path("ignore").asBoolean()));
      }
      labels.add(
          new Label(
              node.get("file").asText(),
              node.get("width").asInt(),
              node.get("height").asInt(),
              boxes));
    }
    return labels;
  }
}
