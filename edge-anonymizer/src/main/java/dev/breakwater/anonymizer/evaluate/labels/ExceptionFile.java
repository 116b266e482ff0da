package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.evaluate.Exceptions;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Real objects that a set's labels lack: a JSON list of {@code {"file": "set/a.jpg", "class":
 * "face", "x": 10, "y": 20, "w": 40, "h": 50, "why": "a driver behind glass"}}, in pixels; {@code
 * frame} for videos.
 */
public final class ExceptionFile {
  private static final int MOST = 10_000;
  private static final Set<String> MEMBERS =
      Set.of("file", "frame", "class", "x", "y", "w", "h", "why");

  private ExceptionFile() {}

  /**
   * Reads a file.
   *
   * @throws LabelsRejectedException if anything is wrong in it; all problems are in it
   */
  public static Exceptions read(Path file) throws IOException, LabelsRejectedException {
    var problems = new Problems();
    List<Exceptions.Entry> entries = new ArrayList<>();
    try {
      for (Fields fields : Fields.read(file).elements(MOST)) {
        try {
          entries.add(entry(fields));
        } catch (FieldException e) {
          problems.add(file, e);
        }
      }
    } catch (FieldException e) {
      problems.add(file, e);
    }
    problems.throwIfAny();
    return new Exceptions(entries);
  }

  private static Exceptions.Entry entry(Fields fields) throws FieldException {
    fields.requireOnly(MEMBERS);
    return new Exceptions.Entry(
        fields.text("file"),
        fields.has("frame") ? fields.whole("frame", 0, OurLabels.MAX_FRAME) : 0,
        LabelledObject.upright(Shapes.kind(fields), Shapes.box(fields)),
        fields.text("why"));
  }
}
