package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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

  /** What is appended to the name of an output beside its input. */
  private static final String BESIDE = "_anonymized";

  /** How a file is anonymized. */
  enum Kind {
    PICTURE,
    VIDEO
  }

  /**
   * Lists the tasks of all inputs: a file goes into the output folder, a folder's pictures and
   * videos keep their places in it. Other files in folders are left out. A single file may also go
   * into a file: {@code output}, if its name ends like one.
   */
  static List<Task> plan(List<Path> inputs, Path output)
      throws IOException, OutputConflictException {
    if (inputs.size() == 1 && isFileFor(inputs.get(0), output)) {
      List<Task> tasks = List.of(toFile(inputs.get(0), output));
      requireDistinct(tasks);
      return tasks;
    }
    List<Task> tasks = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        addFolder(tasks, input, output);
      } else {
        tasks.add(of(input, output.resolve(lastName(input))));
      }
    }
    requireDistinct(tasks);
    return tasks;
  }

  /** Lists the tasks of all inputs, each output beside its input. */
  static List<Task> planBeside(List<Path> inputs) throws IOException, OutputConflictException {
    List<Task> tasks = new ArrayList<>();
    for (Path input : inputs) {
      Path whole = input.toAbsolutePath().normalize();
      if (Files.isDirectory(input)) {
        addFolder(tasks, input, whole.resolveSibling(lastName(input) + BESIDE));
      } else {
        String name = name(input);
        int point = name.lastIndexOf('.');
        int end = point < 0 ? name.length() : point;
        String beside = name.substring(0, end) + BESIDE + name.substring(end);
        tasks.add(of(input, input.resolveSibling(beside)));
      }
    }
    requireDistinct(tasks);
    return tasks;
  }

  private static void addFolder(List<Task> tasks, Path folder, Path output) throws IOException {
    for (Path file : mediaIn(folder, output)) {
      tasks.add(of(file, output.resolve(folder.relativize(file))));
    }
  }

  private static Path lastName(Path path) {
    return path.toAbsolutePath().normalize().getFileName();
  }

  private static boolean isFileFor(Path input, Path output) {
    return !Files.isDirectory(input) && !Files.isDirectory(output) && isMedia(ending(output));
  }

  private static Task toFile(Path input, Path output) throws OutputConflictException {
    Kind kind = PICTURES.contains(ending(input)) ? Kind.PICTURE : Kind.VIDEO;
    Set<String> written = kind == Kind.PICTURE ? PICTURES : KEPT_CONTAINERS;
    if (!written.contains(ending(output))) {
      throw new OutputConflictException(
          output,
          "a " + kind.name().toLowerCase(Locale.ROOT) + " is not written in this format",
          "Name it ." + String.join(" or .", new TreeSet<>(written)) + ", or give a folder.");
    }
    return new Task(input, output, kind);
  }

  /** Returns the format to write: the one that is read, unless the name says another. */
  PictureFormat pictureFormat() throws IOException {
    if (ending(output).equals(ending(input))) {
      return PictureFormat.of(input)
          .orElseThrow(() -> new IOException(input + ": is no picture any more"));
    }
    return ending(output).equals("png") ? PictureFormat.PNG : PictureFormat.JPEG;
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
