package dev.breakwater.anonymizer.evaluate.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A whole HTML file: the frame around the sections, and how it gets to the disk. */
final class Page {
  private static final String STYLE = "/report/report.css";

  private Page() {}

  /** Who may read the file. */
  enum Readers {
    /** Whoever the folder lets in. */
    ALL("rw-r--r--"),
    /** Its owner. */
    OWNER("rw-------");

    private final String mode;

    Readers(String mode) {
      this.mode = mode;
    }
  }

  /** The browser is told to load nothing, so that a mistake in a page cannot make it ask a host. */
  static String of(String title, List<Markup> sections) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%1$s</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <main>
    <h1>%1$s</h1>
    %3$s
    </main>
    </body>
    </html>
    """
        .formatted(Markup.text(title).html(), style(), Markup.join(sections).html());
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + STYLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a style sheet that is part of this program", e);
    }
  }

  /** Writes beside the final name and renames; the mode is set before the first byte. */
  static void write(Path file, String html, Readers readers) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.deleteIfExists(draft);
      var mode =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(readers.mode));
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var out = FileChannel.open(draft, options, mode)) {
        ByteBuffer bytes = ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written (" + e.getMessage() + ")", e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
