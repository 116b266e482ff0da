package dev.breakwater.agent.notice;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The notice of this car in every language (Auto Provisions Art. 7, GB/T 44464-2024 §5.2.1).
 * Immutable.
 */
public final class Notices {
  /** The largest file of a notice that is read, bytes. */
  public static final int MAX_BYTES = 64 << 10;

  private final Map<NoticeLanguage, Notice> byLanguage;
  private final boolean example;

  private Notices(Map<NoticeLanguage, Notice> byLanguage, boolean example) {
    this.byLanguage = new EnumMap<>(byLanguage);
    this.example = example;
  }

  /** Returns the notice that comes with this software: complete, but of no maker. */
  public static Notices example() {
    Map<NoticeLanguage, Notice> notices = new EnumMap<>(NoticeLanguage.class);
    for (NoticeLanguage language : NoticeLanguage.values()) {
      String name = fileName(language);
      try (InputStream in = Notices.class.getResourceAsStream(name)) {
        notices.put(language, NoticeFile.read(name, Bytes.of(in.readAllBytes()), language));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Notices(notices, true);
  }

  /**
   * Reads the maker's notice: {@code notice.zh.json}, {@code notice.en.json}, {@code
   * notice.ja.json}.
   *
   * @throws IOException also if a file is too large, or lacks something
   */
  public static Notices read(Path directory) throws IOException {
    Map<NoticeLanguage, Notice> notices = new EnumMap<>(NoticeLanguage.class);
    for (NoticeLanguage language : NoticeLanguage.values()) {
      Path file = directory.resolve(fileName(language));
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
      }
      Bytes content = Bytes.of(Files.readAllBytes(file));
      notices.put(language, NoticeFile.read(file.toString(), content, language));
    }
    requireOneVersion(directory, List.copyOf(notices.values()));
    return new Notices(notices, false);
  }

  private static void requireOneVersion(Path directory, List<Notice> notices) throws IOException {
    if (notices.stream().map(Notice::version).distinct().count() > 1) {
      throw new IOException(directory + ": the languages have different versions");
    }
  }

  /** Returns the name of a notice's file. */
  public static String fileName(NoticeLanguage language) {
    return "notice." + language.tag() + ".json";
  }

  public Notice in(NoticeLanguage language) {
    return Objects.requireNonNull(byLanguage.get(language), "every language is read");
  }

  /** Returns whether this is the example and not the notice of a maker. */
  public boolean isExample() {
    return example;
  }
}
