package dev.breakwater.anonymizer.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which files are pictures, told by their names. */
final class PictureFiles {
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");

  private PictureFiles() {}

  static boolean isPicture(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    return ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }

  /** Returns the picture itself, or a folder's pictures in name order. */
  static List<Path> list(Path path) throws UnreadableSourceException {
    if (!Files.isDirectory(path)) {
      if (!Files.isReadable(path)) {
        throw new UnreadableSourceException(path, "there is no such file, or it may not be read");
      }
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> pictures = files.filter(PictureFiles::isPicture).sorted().toList();
      if (pictures.isEmpty()) {
        throw new UnreadableSourceException(path, "no JPEG or PNG picture in it");
      }
      return pictures;
    } catch (IOException e) {
      throw new UnreadableSourceException(path, "the folder cannot be read");
    }
  }
}
