package dev.breakwater.ingest.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The retained checkpoints of one job. Flink numbers them through across restarts and puts the file
 * {@code _metadata} in place when all else is there, so the highest number that has one is the
 * newest whole state.
 */
record Checkpoints(Path directory) {
  private static final String COMPLETE = "_metadata";
  private static final Pattern NAME = Pattern.compile("chk-([0-9]{1,18})");

  /** {@code <job id>/chk-<number>/_metadata}. */
  private static final int DEPTH = 3;

  Optional<Path> newest() throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(directory, DEPTH)) {
      return files
          .filter(file -> file.endsWith(COMPLETE))
          .map(Path::getParent)
          .filter(checkpoint -> number(checkpoint) >= 0)
          .max(Comparator.comparingLong(Checkpoints::number));
    }
  }

  private static long number(Path checkpoint) {
    Matcher name = NAME.matcher(String.valueOf(checkpoint.getFileName()));
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }
}
