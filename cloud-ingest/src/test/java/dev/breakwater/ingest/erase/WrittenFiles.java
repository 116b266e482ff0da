package dev.breakwater.ingest.erase;

import dev.breakwater.ingest.keys.PlainText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.exceptions.NotFoundException;

/** All that the processes of a test wrote, searched inside its compression and encodings. */
public record WrittenFiles(Path root) {
  /** Returns the data files of the tables in whose cells a text is. */
  List<Path> tablesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files()) {
      if (isTable(file) && isIn(text, file)) {
        found.add(file);
      }
    }
    return found;
  }

  /** Returns the first part of the names of the files, of all that there are, that have a text. */
  public Set<String> placesWith(String text) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : files()) {
      if (isIn(text, file)) {
        found.add(root.relativize(file).getName(0).toString());
      }
    }
    return found;
  }

  static boolean isIn(String text, Path file) throws IOException {
    try {
      if (PlainText.isFound(text, Files.readAllBytes(file))) {
        return true;
      }
      for (byte[] part : FileContents.of(file)) {
        if (PlainText.isFound(text, part)) {
          return true;
        }
      }
      return false;
    } catch (FileNotFoundException | NoSuchFileException | NotFoundException e) {
      // Kafka or Flink deleted it meanwhile.
      return false;
    }
  }

  private static boolean isTable(Path file) {
    return file.toString().endsWith(".parquet");
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // Kafka's indexes are numbers, and 10 MB of room for more of them; jars are programs.
            String name = file.toString();
            if (!name.endsWith("index") && !name.endsWith(".jar")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
