package dev.breakwater.anonymizer.synthetic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.anonymizer.evaluate.labels.NewFolder;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Writes generated pictures and their labels, as {@code breakwater certify} reads them. */
public final class GeneratedSetWriter {
  /** The name of the camera in the labels: nobody shall take the pictures for photographs. */
  private static final String SENSOR = "synthetic";

  private final ArrayNode labels = new ObjectMapper().createArrayNode();

  private GeneratedSetWriter() {}

  /**
   * Writes the first pictures of a set and {@code labels.json}, all or nothing.
   *
   * @param folder is made
   * @param progress is told how many pictures are written
   * @throws FileAlreadyExistsException if there is something of that name
   */
  public static void write(GeneratedSet set, int pictures, Path folder, IntConsumer progress)
      throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    NewFolder.write(
        folder,
        draft -> {
          var writer = new GeneratedSetWriter();
          for (int number = 0; number < pictures; number++) {
            writer.add(set.picture(number), draft);
            progress.accept(number + 1);
          }
          Files.writeString(draft.resolve("labels.json"), writer.labels.toString());
        });
  }

  private void add(GeneratedPicture picture, Path folder) throws IOException {
    FrameTruth truth = picture.drawn().truth();
    String name = String.format(Locale.ROOT, "synthetic-%05d.jpg", truth.frame());
    try (Frame frame = picture.drawn().toFrame(0)) {
      Files.write(folder.resolve(name), PictureEncoder.encode(frame, PictureFormat.JPEG).array());
    }
    ObjectNode label = labels.addObject();
    label.put("file", name);
    label.put("width", GeneratedSet.WIDTH_PX).put("height", GeneratedSet.HEIGHT_PX);
    label.put("sensor", SENSOR);
    ArrayNode boxes = label.putArray("boxes");
    for (PlantedObject object : truth.objects()) {
      String kind = picture.plateKinds().getOrDefault(object.track(), "");
      write(object, kind, boxes.addObject());
    }
  }

  private static void write(PlantedObject object, String plateKind, ObjectNode box) {
    box.put("x", TruthFile.tenths(object.x())).put("y", TruthFile.tenths(object.y()));
    box.put("w", TruthFile.tenths(object.w())).put("h", TruthFile.tenths(object.h()));
    box.put("class", object.kind().name().toLowerCase(Locale.ROOT));
    box.put("visible", object.visible());
    if (!plateKind.isEmpty()) {
      box.put("plate_kind", plateKind);
    }
  }
}
