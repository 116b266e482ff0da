package dev.breakwater.anonymizer.synthetic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Writes generated pictures and their labels, as {@code breakwater certify} reads them. */
public final class GeneratedSetWriter {
  /** The name of the camera in the labels: nobody shall take the pictures for photographs. */
  private static final String SENSOR = "synthetic";

  private static final double TENTHS = 10;

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
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path absolute = folder.toAbsolutePath();
    Path part = absolute.resolveSibling("." + absolute.getFileName() + ".part");
    remove(part);
    try {
      Files.createDirectories(part);
      var writer = new GeneratedSetWriter();
      for (int number = 0; number < pictures; number++) {
        writer.add(set.picture(number), part);
        progress.accept(number + 1);
      }
      Files.writeString(part.resolve("labels.json"), writer.labels.toString());
      Files.move(part, folder);
    } finally {
      remove(part);
    }
  }

  private void add(GeneratedPicture picture, Path folder) throws IOException {
    FrameTruth truth = picture.drawn().truth();
    String name = String.format(Locale.ROOT, "synthetic-%05d.jpg", truth.frame());
    try (Frame frame = picture.drawn().toFrame(0);
        SeekableByteChannel file =
            Files.newByteChannel(
                folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer content = PictureEncoder.encode(frame, PictureFormat.JPEG);
      while (content.hasRemaining()) {
        file.write(content);
      }
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
    box.put("x", tenths(object.x())).put("y", tenths(object.y()));
    box.put("w", tenths(object.w())).put("h", tenths(object.h()));
    box.put("class", object.kind().name().toLowerCase(Locale.ROOT));
    box.put("visible", object.visible());
    if (!plateKind.isEmpty()) {
      box.put("plate_kind", plateKind);
    }
  }

  private static double tenths(double pixels) {
    return Math.round(TENTHS * pixels) / TENTHS;
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
