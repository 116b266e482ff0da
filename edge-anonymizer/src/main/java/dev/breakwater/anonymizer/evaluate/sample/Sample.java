package dev.breakwater.anonymizer.evaluate.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.anonymizer.evaluate.Evaluation.SampleRule;
import dev.breakwater.anonymizer.evaluate.effect.FramesByName;
import dev.breakwater.anonymizer.evaluate.labels.NewFolder;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws pictures to be labelled from what was sent, after GB/T 44464-2024 B.4 and B.5.
 *
 * @param pictures how many were written
 * @param rules what those clauses ask and the sample has, as far as that shows before labelling
 */
public record Sample(int pictures, List<SampleRule> rules) {
  /** The file that the labelling team fills in. */
  public static final String LABELS = "labels.json";

  public Sample {
    rules = List.copyOf(rules);
  }

  /**
   * Draws and writes a sample: pictures as they are, frames of clips as PNG, and a {@value #LABELS}
   * without boxes. The folder appears whole or not at all.
   *
   * @param source folder of pictures and clips as they were sent; its folders are the sensors
   * @param target a new folder
   * @param size pictures in all; fewer if the source has not so many
   * @param seed the same source and seed give the same sample
   * @throws FileAlreadyExistsException if there is something at {@code target}
   * @throws IOException if the source holds nothing to draw, or a file cannot be read or written
   */
  public static Sample draw(Path source, Path target, int size, long seed) throws IOException {
    NewFolder.requireAbsent(target);
    var random = new Random(seed);
    Draw draw = Draw.of(SourceFolder.read(source, random), size, random);
    if (draw.drawn().isEmpty()) {
      throw new IOException(source + " holds no picture, and no clip of 10 s or more");
    }
    NewFolder.write(target, draft -> write(draw.drawn(), source, draft));
    return new Sample(draw.drawn().size(), draw.rules());
  }

  private static void write(List<Candidate> drawn, Path source, Path draft) throws IOException {
    var json = new ObjectMapper();
    ArrayNode labels = json.createArrayNode();
    try (var frames = FramesByName.in(source)) {
      for (Candidate each : drawn) {
        Path file = draft.resolve(each.drawnName());
        Files.createDirectories(file.getParent() == null ? draft : file.getParent());
        try (Frame frame = frame(frames, each)) {
          if (each.frame() == null) {
            Files.copy(each.file(), file);
          } else {
            Files.write(file, PictureEncoder.encode(frame, PictureFormat.PNG).array());
          }
          labels.add(label(labels.objectNode(), each, frame));
        }
      }
    }
    json.writerWithDefaultPrettyPrinter().writeValue(draft.resolve(LABELS).toFile(), labels);
  }

  private static Frame frame(FramesByName frames, Candidate each) throws IOException {
    Optional<Frame> found = frames.find(each.name(), each.frame() == null ? 0 : each.frame());
    String where = each.frame() == null ? "" : " at frame " + each.frame();
    return found.orElseThrow(() -> new IOException(each.name() + " is damaged" + where));
  }

  private static ObjectNode label(ObjectNode label, Candidate each, Frame frame) {
    label.put("file", each.drawnName());
    label.put("width", frame.widthPx());
    label.put("height", frame.heightPx());
    label.put("sensor", each.sensor());
    if (each.seconds() != null) {
      label.put("seconds", each.seconds());
    }
    label.putArray("boxes");
    return label;
  }
}
