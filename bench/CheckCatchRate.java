import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.check.CheckTrial;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what a second look catches of the shipped detector's work, on folders of pictures with a
 * labels.json. Until there is a second network, the second look is the same network at another
 * scale.
 */
final class CheckCatchRate {
  private CheckCatchRate() {}

  public static void main(String[] args) throws Exception {
    int primarySide = Integer.parseInt(args[1]);
    int checkSide = Integer.parseInt(args[2]);
    var model = ModelDescriptor.streetV0();
    try (Detector primary = NetworkDetector.open(model.withLongestSide(primarySide));
        Detector check = NetworkDetector.open(model.withLongestSide(checkSide));
        Stream<Path> folders = Files.list(Path.of(args[0]))) {
      var trial = new CheckTrial(primary, check);
      for (Path folder : folders.sorted().toList()) {
        if (Files.exists(folder.resolve("labels.json"))) {
          look(folder, trial);
        }
      }
      System.out.printf(
          "detector at %d pixels, second look by the same model at %d%n", primarySide, checkSide);
      for (ObjectClass kind : ObjectClass.values()) {
        System.out.println(trial.rate(kind).inWords());
      }
    }
  }

  private static void look(Path folder, CheckTrial trial) throws Exception {
    for (JsonNode picture : new ObjectMapper().readTree(folder.resolve("labels.json").toFile())) {
      Path file = folder.resolve(picture.get("file").asText());
      List<LabelledObject> labels = new ArrayList<>();
      for (JsonNode box : picture.get("boxes")) {
        labels.add(label(box));
      }
      trial.look(() -> open(file), labels);
    }
  }

  private static LabelledObject label(JsonNode box) {
    ObjectClass kind =
        box.get("class").asText().equals("face") ? ObjectClass.FACE : ObjectClass.PLATE;
    var area =
        new Box(
            box.get("x").asDouble(),
            box.get("y").asDouble(),
            box.get("w").asDouble(),
            box.get("h").asDouble());
    return LabelledObject.upright(kind, area, 1, box.path("ignore").asBoolean());
  }

  private static Frame open(Path file) throws UnreadableSourceException {
    try (FrameSource source = FrameSource.open(file, 0)) {
      return source.next().orElseThrow();
    }
  }
}
