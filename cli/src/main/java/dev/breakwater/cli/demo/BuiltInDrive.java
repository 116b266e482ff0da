package dev.breakwater.cli.demo;

import dev.breakwater.anonymizer.synthetic.FrameTruth;
import dev.breakwater.anonymizer.synthetic.TruthFile;
import dev.breakwater.anonymizer.synthetic.TruthFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** The synthetic drive that comes with the product: clip, signal trace and truth. */
final class BuiltInDrive {
  private static final String CLIP = "street.mp4";
  private static final String TRACE = "signals.jsonl";
  private static final String TRUTH = "/drive/street.truth.jsonl";

  private BuiltInDrive() {}

  /** Puts the clip into {@code directory}, unless it is there, and returns it. */
  static Path clip(Path directory) throws IOException {
    return unpack(CLIP, directory);
  }

  /** Puts the signal trace into {@code directory}, unless it is there, and returns it. */
  static Path trace(Path directory) throws IOException {
    return unpack(TRACE, directory);
  }

  private static Path unpack(String name, Path directory) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      Path draft = directory.resolve(name + ".draft");
      try (InputStream in = resource("/drive/" + name)) {
        Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = BuiltInDrive.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("resource " + name + " is not in this build");
    }
    return in;
  }

  /** Returns what the generator planted, by frame. */
  static Map<Integer, FrameTruth> truth() throws IOException {
    Map<Integer, FrameTruth> truth = new HashMap<>();
    try (var lines =
        new BufferedReader(new InputStreamReader(resource(TRUTH), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        FrameTruth frame = TruthFile.parse(line);
        truth.put(frame.frame(), frame);
      }
    } catch (TruthFormatException e) {
      throw new IOException("the built-in drive's truth is damaged", e);
    }
    return truth;
  }
}
