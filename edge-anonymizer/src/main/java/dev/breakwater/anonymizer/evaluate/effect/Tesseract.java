package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The OCR engine Tesseract (Debian package {@code tesseract-ocr}), a process for each plate. The
 * pixels go through a pipe and never touch a disk. Of the Chinese plates it reads the letters and
 * digits.
 */
public final class Tesseract implements PlateReader {
  /** What the report says where {@link #find} finds none. */
  public static final String ABSENT =
      "Tesseract is not installed (Debian: apt-get install tesseract-ocr)";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** Above this height for its width, a plate has two rows. */
  private static final double TWO_ROWS = 0.42;

  /** Without the plate's edge, which is easily taken for a character. */
  private static final double INSIDE_X = 0.95;

  private static final double INSIDE_Y = 0.85;

  private static final String ONE_LINE = "7";
  private static final String ONE_BLOCK = "6";

  /** Columns of Tesseract's table: level, ..., confidence, text; words are on level 5. */
  private static final int COLUMNS = 12;

  private static final String WORD = "5";
  private static final int CONFIDENCE = 10;
  private static final int TEXT = 11;
  private static final double PERCENT = 100;

  private final List<String> command;
  private final Duration timeout;
  private final String name;

  Tesseract(List<String> command, Duration timeout, String name) {
    this.command = List.copyOf(command);
    this.timeout = timeout;
    this.name = name;
  }

  /** Returns the installed Tesseract; empty where there is none or it does not know Latin text. */
  public static Optional<PlateReader> find() {
    return find("tesseract");
  }

  static Optional<PlateReader> find(String program) {
    try {
      String languages = Program.run(List.of(program, "--list-langs"), new byte[0], TIMEOUT);
      String version = Program.run(List.of(program, "--version"), new byte[0], TIMEOUT);
      if (languages.lines().noneMatch("eng"::equals)) {
        return Optional.empty();
      }
      String name = version.lines().findFirst().orElse("").replace("tesseract", "Tesseract");
      return Optional.of(new Tesseract(List.of(program), TIMEOUT, name));
    } catch (ProgramException e) {
      // Nothing that can be run under that name, which is what was asked.
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Reading read(Frame frame, Box plate) throws PlateReaderException {
    boolean twoRows = plate.height() > TWO_ROWS * plate.width();
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("stdin", "stdout", "-l", "eng", "--dpi", "300"));
    arguments.addAll(List.of("--psm", twoRows ? ONE_BLOCK : ONE_LINE));
    arguments.addAll(List.of("-c", "tessedit_char_whitelist=" + CHARACTERS));
    arguments.addAll(List.of("-c", "tessedit_create_tsv=1"));
    byte[] crop = GreyCrop.pgm(frame, plate.scaled(INSIDE_X, INSIDE_Y));
    try {
      return parse(Program.run(arguments, crop, timeout));
    } catch (ProgramException e) {
      throw new PlateReaderException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Reading parse(String table) {
    var text = new StringBuilder();
    double least = 1;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\t", COLUMNS);
      if (cells.length == COLUMNS && cells[0].equals(WORD) && !cells[TEXT].isBlank()) {
        text.append(cells[TEXT].replaceAll("[^A-Z0-9]", ""));
        least = Math.min(least, confidence(cells[CONFIDENCE]));
      }
    }
    return text.isEmpty() ? Reading.NOTHING : new Reading(text.toString(), least);
  }

  private static double confidence(String percent) {
    try {
      return Math.max(0, Math.min(1, Double.parseDouble(percent) / PERCENT));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
