package dev.breakwater.anonymizer.files;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an output is, and how it was made: {@code NAME.manifest.json} beside it, the signature in
 * {@code NAME.manifest.sig}. It has no picture content and no place but the input's file name.
 *
 * @param version of this form, {@value #VERSION}
 * @param program name and version
 * @param input the file or stream read
 * @param output what was written, a file or bare pixels; null if no frame may leave
 * @param masks the list of masked areas
 * @param exports the masks in other forms
 * @param models SHA-256 of each network, hexadecimal
 * @param withheld the frames that are not in the output, in order
 * @param problem why the output is not the whole input; null if it is
 * @param signer name of the key, {@value Signer#UNSIGNED} if there is none
 */
record Manifest(
    int version,
    String program,
    Content input,
    @Nullable Content output,
    Content masks,
    List<Content> exports,
    List<String> models,
    SortedMap<String, String> parameters,
    Counts counts,
    List<Refusal> withheld,
    @Nullable String problem,
    String signer) {
  static final int VERSION = 1;

  /** What is appended to the output's name. */
  static final String ENDING = ".manifest.json";

  static final String SIGNATURE_ENDING = ".manifest.sig";

  private static final long MAX_BYTES = 16L << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /**
   * @throws NullPointerException if anything else is missing: a manifest is read as a whole
   */
  Manifest {
    Objects.requireNonNull(program);
    Objects.requireNonNull(input);
    Objects.requireNonNull(masks);
    Objects.requireNonNull(counts);
    Objects.requireNonNull(signer);
    exports = List.copyOf(exports);
    models = List.copyOf(models);
    parameters = new TreeMap<>(parameters);
    withheld = List.copyOf(withheld);
  }

  /**
   * A file's name and bytes; of a stream that was read only its name.
   *
   * @param bytes 0 for such a stream
   * @param sha256 hexadecimal; empty for such a stream
   */
  record Content(String name, long bytes, String sha256) {
    /**
     * @throws IllegalArgumentException if the name of a file leads elsewhere
     */
    Content {
      Objects.requireNonNull(sha256);
      boolean stream = sha256.isEmpty();
      if (!stream && !name.equals(String.valueOf(Path.of(name).getFileName()))) {
        throw new IllegalArgumentException("'" + name + "' is no name of a file");
      }
    }

    /** Reads a whole file; {@code name} is what it is, or will be, called. */
    static Content of(Path file, Path name) throws IOException {
      MessageDigest digest = Digest.sha256();
      byte[] buffer = new byte[BUFFER_BYTES];
      long bytes = 0;
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
          bytes += read;
        }
      }
      String hex = new Digest(Bytes.of(digest.digest())).hex();
      return new Content(String.valueOf(name.getFileName()), bytes, hex);
    }

    /** Asks whether the file beside {@code output} with this name has this content. */
    boolean isIn(Path output) throws IOException {
      if (sha256.isEmpty()) {
        return false;
      }
      Path file = output.resolveSibling(name);
      return Files.isRegularFile(file) && Files.size(file) == bytes && of(file, file).equals(this);
    }
  }

  /** Sums over the frames of the input. */
  record Counts(long frames, long withheld, long faces, long plates) {}

  /**
   * Frames that follow each other and were withheld for the same reason.
   *
   * @param first index of the first, from 0
   * @param last index of the last
   */
  record Refusal(long first, long last, String reason) {
    Refusal {
      Objects.requireNonNull(reason);
    }
  }

  static Path of(Path output) {
    return output.resolveSibling(output.getFileName() + ENDING);
  }

  static Path signatureOf(Path output) {
    return output.resolveSibling(output.getFileName() + SIGNATURE_ENDING);
  }

  /** Returns what is signed in place of a manifest's text, which may be long. */
  static String statement(String text) {
    Digest digest = Digest.of(text.getBytes(StandardCharsets.UTF_8));
    return "breakwater anonymized file manifest v1\n" + digest.hex() + "\n";
  }

  /** Returns the file's content. */
  String text() throws IOException {
    return JSON.writeValueAsString(this) + "\n";
  }

  /**
   * @throws IOException if there is none, or it is none
   */
  static Manifest parse(String text, Path file) throws IOException {
    Manifest manifest = JSON.readValue(text, Manifest.class);
    if (manifest == null || manifest.version != VERSION) {
      throw new IOException(file + ": is no manifest of version " + VERSION);
    }
    return manifest;
  }

  static String readText(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": is too large for a manifest");
    }
    return Files.readString(file);
  }
}
