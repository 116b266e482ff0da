package dev.breakwater.cli.certify;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What one of the examiner's checks found; a dossier collects them.
 *
 * @param check name of the check, as on the command line, e.g. {@code cabin-default}
 * @param requirements ids of what it is a check of, e.g. {@code V1}
 * @param clause where the law or the standard asks for it
 * @param evidence files that show how the verdict came about
 * @param details one sentence each, for people
 */
public record CheckResult(
    String check,
    List<String> requirements,
    String clause,
    Verdict verdict,
    List<Evidence> evidence,
    List<String> details) {
  /** The largest result that is read, bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a check says in the end. */
  public enum Verdict {
    PASS,
    FAIL,
    /** It could not be made; the details say why. This is no pass. */
    NOT_TESTED;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param file relative to the result's own file
   * @param digest SHA-256 of its bytes, 64 hexadecimal digits
   */
  public record Evidence(String file, String digest) {
    /** Returns the evidence that {@code file} is, for a result that lies in {@code directory}. */
    public static Evidence of(Path directory, Path file) throws IOException {
      String name = directory.relativize(file).toString();
      return new Evidence(name, Digest.of(Files.readAllBytes(file)).hex());
    }
  }

  public CheckResult {
    requirements = List.copyOf(requirements);
    evidence = List.copyOf(evidence);
    details = List.copyOf(details);
  }

  public boolean passed() {
    return verdict == Verdict.PASS;
  }

  /** Writes the result as JSON, in place of an earlier one. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, JSON.writeValueAsBytes(this));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also if the file is too large or is no result
   */
  public static CheckResult read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
    }
    return JSON.readValue(Files.readAllBytes(file), CheckResult.class);
  }
}
