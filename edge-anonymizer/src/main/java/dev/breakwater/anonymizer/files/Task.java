package dev.breakwater.anonymizer.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One file to read and the file to write.
 *
 * @param kind what its name says it is
 */
record Task(Path input, Path output, Kind kind) {
  private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png");
  private static final Set<String> KEPT_CONTAINERS = Set.of("mp4", "mkv");
  private static final Set<String> OTHER_VIDEOS =
      Set.of("avi", "mov", "m4v", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "flv", "wmv", "3gp");

  /** How a file is anonymized. */
  enum Kind {
    PICTURE,
    VIDEO
  }

  /**
   * Lists the tasks of all inputs: a file goes into the output folder, a folder's pictures and
   * videos keep their places in it. Other files in folders are left out.
   */
  static List<Task> plan(List<Path> inputs, Path output)
      throws IOException, OutputConflictException {
    List<Task> tasks = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        for (Path file : mediaIn(input, output)) {
          tasks.add(of(file, output.resolve(input.relativize(file))));
        }
      } else {
        tasks.add(of(input, output.resolve(input.toAbsolutePath().normalize().getFileName())));
      }
    }
    requireDistinct(tasks);
    return tasks;
  }

  private static List<Path> mediaIn(Path folder, Path output) throws IOException {
    Path inside = output.toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> isMedia(ending(file)) && Files.isRegularFile(file))
          .filter(file -> !file.toAbsolutePath().normalize().startsWith(inside))
          .sorted()
          .toList();
    }
  }

  private static boolean isMedia(String ending) {
    return PICTURES.contains(ending)
        || KEPT_CONTAINERS.contains(ending)
        || OTHER_VIDEOS.contains(ending);
  }

  private static Task of(Path input, Path output) {
    String ending = ending(input);
    if (PICTURES.contains(ending)) {
      return new Task(input, output, Kind.PICTURE);
    }
    return KEPT_CONTAINERS.contains(ending)
        ? new Task(input, output, Kind.VIDEO)
        : new Task(input, output.resolveSibling(stem(output) + ".mp4"), Kind.VIDEO);
  }

  /** Returns what follows the last point of a file's name, in lower case. */
  static String ending(Path file) {
    String name = name(file);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String stem(Path file) {
    String name = name(file);
    return OTHER_VIDEOS.contains(ending(file)) ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private static void requireDistinct(List<Task> tasks)
      throws IOException, OutputConflictException {
    Set<Path> outputs = new HashSet<>();
    for (Task task : tasks) {
      if (!outputs.add(task.output.toAbsolutePath().normalize())) {
        throw new OutputConflictException(task.output, "two inputs would be written to it");
      }
      if (Files.exists(task.output) && Files.isSameFile(task.input, task.output)) {
        throw new OutputConflictException(task.output, "is also an input");
      }
    }
  }
}
