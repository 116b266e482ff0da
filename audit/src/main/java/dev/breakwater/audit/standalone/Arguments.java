package dev.breakwater.audit.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command line says.
 *
 * @param words in their order
 * @param options with a file each, by their name
 */
record Arguments(List<String> words, Map<String, Path> options) {
  static final String POLICY = "--policy";
  static final String TIME_ANCHOR = "--time-anchor";
  private static final List<String> KNOWN = List.of(POLICY, TIME_ANCHOR);

  /** A command line that says nothing that can be done. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String problem) {
      super(problem);
    }
  }

  Arguments {
    words = List.copyOf(words);
    options = Map.copyOf(options);
  }

  static Arguments parse(List<String> line) throws UsageException {
    List<String> words = new ArrayList<>();
    Map<String, Path> options = new HashMap<>();
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (!word.startsWith("--")) {
        words.add(word);
      } else if (!KNOWN.contains(word) || i + 1 == line.size()) {
        throw new UsageException(word + " is no option with a file");
      } else {
        i++;
        options.put(word, existing(line.get(i)));
      }
    }
    return new Arguments(words, options);
  }

  Optional<Path> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  Path required(String name) throws UsageException {
    return option(name).orElseThrow(() -> new UsageException("give " + name + " FILE"));
  }

  static Path existing(String file) throws UsageException {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new UsageException(file + " is not a file");
    }
    return path;
  }
}
