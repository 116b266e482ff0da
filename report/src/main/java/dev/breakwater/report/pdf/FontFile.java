package dev.breakwater.report.pdf;

import dev.breakwater.report.text.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a font with Chinese and Japanese letters among those that are installed. TrueType only:
 * PDFBox embeds no part of a font of the other kind (CFF), and a whole one has 16 MB.
 */
public final class FontFile {
  private static final int MAX_DEPTH = 6;

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/share/fonts"),
          Path.of("/usr/local/share/fonts"),
          Path.of(System.getProperty("user.home", "/"), ".local/share/fonts"),
          Path.of("/Library/Fonts"),
          Path.of("C:/Windows/Fonts"));

  private static final List<String> CHINESE =
      List.of(
          "wqy-zenhei.ttc",
          "wqy-microhei.ttc",
          "msyh.ttc",
          "simhei.ttf",
          "droidsansfallbackfull.ttf",
          "droidsansfallback.ttf");

  private static final List<String> JAPANESE =
      List.of("ipaexg.ttf", "ipagp.ttf", "ipag.ttf", "vl-pgothic-regular.ttf", "yugothm.ttc");

  private FontFile() {}

  /** Returns the font that suits the language best, or nothing if none is installed. */
  public static Optional<Path> installed(Language language) throws IOException {
    return among(PLACES, language);
  }

  static Optional<Path> among(List<Path> places, Language language) throws IOException {
    List<String> names =
        language == Language.JA
            ? Stream.concat(JAPANESE.stream(), CHINESE.stream()).toList()
            : Stream.concat(CHINESE.stream(), JAPANESE.stream()).toList();
    for (Path place : places) {
      Optional<Path> best = best(place, names);
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> best(Path place, List<String> names) throws IOException {
    if (!Files.isDirectory(place)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(place, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> names.contains(name(file)))
          .min(
              Comparator.<Path>comparingInt(file -> names.indexOf(name(file)))
                  .thenComparing(file -> file));
    } catch (UncheckedIOException e) {
      // A folder that may not be read has no font for us.
      return Optional.empty();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}
