package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.evaluate.MaskedArea;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of masked areas beside an anonymized file, {@code NAME.masks.jsonl}: one JSON object a
 * line, for each mask (frame, class, shape, corners) and each withheld frame (frame, withheld).
 * Other members are read over. It is the "anonymized area range file" of GB/T 44464-2024 B.1.
 */
public final class Sidecar {
  /** What is appended to the name of the anonymized file. */
  public static final String ENDING = ".masks.jsonl";

  static final long MAX_FILE_BYTES = 64L << 20;
  static final int MAX_LINES = 1_000_000;
  static final int MAX_LINE = 4000;

  private final Map<Long, List<MaskedArea>> masks = new HashMap<>();
  private final Map<Long, String> withheld = new HashMap<>();

  private Sidecar() {}

  /**
   * @throws LabelsRejectedException if a line is no mask and no withheld frame
   * @throws IOException if the file cannot be read
   */
  public static Sidecar read(Path file) throws IOException, LabelsRejectedException {
    var problems = new Problems();
    var sidecar = new Sidecar();
    if (Files.size(file) > MAX_FILE_BYTES) {
      problems.add(file, "", "is larger than " + MAX_FILE_BYTES + " bytes");
      problems.throwIfAny();
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        sidecar.take(line, ++number, file, problems);
      }
    } catch (MalformedInputException e) {
      problems.add(file, "", "is no UTF-8 text");
    }
    sidecar.requireConsistent(file, problems);
    problems.throwIfAny();
    return sidecar;
  }

  private void take(String line, int number, Path file, Problems problems) {
    String where = Integer.toString(number);
    try {
      if (number > MAX_LINES || line.length() > MAX_LINE) {
        throw new FieldException(
            where, "a list has " + MAX_LINES + " lines of " + MAX_LINE + " characters at most");
      }
      add(Fields.ofLine(line, where));
    } catch (FieldException e) {
      problems.add(file, e);
    }
  }

  private void add(Fields line) throws FieldException {
    line.requireObject();
    long frame = line.whole("frame", 0, OurLabels.MAX_FRAME);
    if (line.has("withheld")) {
      withheld.put(frame, line.text("withheld"));
      return;
    }
    List<MaskedArea> ofFrame = masks.computeIfAbsent(frame, key -> new ArrayList<>());
    if (ofFrame.size() >= OurLabels.MAX_OBJECTS) {
      throw new FieldException(
          line.where(), "a frame has " + OurLabels.MAX_OBJECTS + " masks at most");
    }
    ofFrame.add(Shapes.mask(line));
  }

  /** What is withheld shows nothing that could be masked. */
  private void requireConsistent(Path file, Problems problems) {
    for (long frame : withheld.keySet()) {
      if (masks.containsKey(frame)) {
        problems.add(file, "", "frame " + frame + " is withheld and has masks");
      }
    }
  }

  /** Returns the masks of a frame. */
  public List<MaskedArea> masks(long frame) {
    return List.copyOf(masks.getOrDefault(frame, List.of()));
  }

  /** Returns why a frame did not leave, if it did not. */
  public Optional<String> withheld(long frame) {
    return Optional.ofNullable(withheld.get(frame));
  }
}
