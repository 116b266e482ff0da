package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.frame.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
  private static final int KILLED = 137;
  private static final int MAX_ANSWER_BYTES = 64 << 10;
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
      String languages = run(List.of(program, "--list-langs"), new byte[0], TIMEOUT);
      String version = run(List.of(program, "--version"), new byte[0], TIMEOUT);
      if (languages.lines().noneMatch("eng"::equals)) {
        return Optional.empty();
      }
      String name = version.lines().findFirst().orElse("").replace("tesseract", "Tesseract");
      return Optional.of(new Tesseract(List.of(program), TIMEOUT, name));
    } catch (PlateReaderException e) {
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
    return parse(run(arguments, GreyCrop.pgm(frame, plate.scaled(INSIDE_X, INSIDE_Y)), timeout));
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

  private static String run(List<String> command, byte[] input, Duration timeout)
      throws PlateReaderException {
    Process process = start(command);
    // However the process hangs, its end also ends the reads and writes below.
    CompletableFuture<Process> ended =
        process
            .onExit()
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(late -> ended(process));
    try (InputStream out = process.getInputStream()) {
      give(input, process);
      byte[] answer = out.readNBytes(MAX_ANSWER_BYTES);
      return checked(command, ended.join(), answer);
    } catch (IOException e) {
      throw new PlateReaderException(command.get(0) + " broke off", e);
    } finally {
      ended(process);
    }
  }

  /** Ends what the process started too: that holds the same pipes. */
  private static Process ended(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    return process.destroyForcibly();
  }

  private static void give(byte[] input, Process process) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
  }

  private static Process start(List<String> command) throws PlateReaderException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // One plate is too little work for several threads.
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PlateReaderException(command.get(0) + " cannot be started", e);
    }
  }

  private static String checked(List<String> command, Process process, byte[] answer)
      throws PlateReaderException {
    try {
      int status = process.waitFor();
      if (status != 0) {
        String late = status == KILLED ? ", as it does when it takes too long" : "";
        throw new PlateReaderException(
            command.get(0) + " ended with status " + status + late, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlateReaderException("interrupted while " + command.get(0) + " was reading", e);
    }
    return new String(answer, StandardCharsets.UTF_8);
  }
}
