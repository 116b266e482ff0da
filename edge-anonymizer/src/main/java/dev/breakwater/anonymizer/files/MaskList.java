package dev.breakwater.anonymizer.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.redact.Mask;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The list of masked areas beside an output file: one JSON object a line, for each mask and each
 * withheld frame. It is the "anonymized area range file" of GB/T 44464-2024 B.1.
 */
final class MaskList implements AutoCloseable {
  /** What is appended to the output's name. */
  static final String ENDING = ".masks.jsonl";

  static final double MICROS_PER_SECOND = 1e6;

  private final ObjectMapper json = new ObjectMapper();
  private final Writer out;

  MaskList(Path file) throws IOException {
    this.out = Part.writer(file);
  }

  void add(SafeFrame frame) throws IOException {
    for (Mask mask : frame.masks()) {
      ObjectNode line = line(frame.info());
      line.put("class", mask.kind().name().toLowerCase(Locale.ROOT));
      line.put("shape", mask.shape().name().toLowerCase(Locale.ROOT));
      var corners = line.putArray("corners");
      for (Mask.Corner corner : mask.corners()) {
        corners.addArray().add(corner.x()).add(corner.y());
      }
      write(line);
    }
  }

  void add(AnonymizeResult.Withheld withheld) throws IOException {
    ObjectNode line = line(withheld.info());
    line.put("withheld", withheld.reason().name().toLowerCase(Locale.ROOT));
    write(line);
  }

  private ObjectNode line(FrameInfo info) {
    ObjectNode line = json.createObjectNode();
    line.put("frame", info.index());
    line.put("seconds", info.presentationMicros() / MICROS_PER_SECOND);
    return line;
  }

  private void write(ObjectNode line) throws IOException {
    out.write(json.writeValueAsString(line));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
