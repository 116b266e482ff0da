package dev.breakwater.report.pdf;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.jspecify.annotations.Nullable;

/**
 * The letters of one document: Helvetica, which every reader of PDF has, and for what it lacks a
 * TrueType font of which only the used letters are embedded. A letter that neither has is written
 * as its number. One thread; closed after the document is saved.
 */
final class Typeface implements Closeable {
  /** Largest font file that is read, bytes. */
  static final long MAX_BYTES = 64L << 20;

  /** How a TrueType collection begins: "ttcf". */
  private static final String COLLECTION = "74746366";

  /** How files with TrueType outlines begin; those of the other kind begin with "OTTO". */
  private static final Set<String> KINDS = Set.of("00010000", "74727565", COLLECTION);

  /** Fonts are measured in thousandths of their size. */
  private static final float UNITS = 1000;

  private final PDFont regular = new PDType1Font(FontName.HELVETICA);
  private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
  private final @Nullable PDFont wide;
  private final List<Closeable> open;
  private final Map<Integer, Boolean> narrow = new HashMap<>();
  private final Map<Integer, Boolean> inWide = new HashMap<>();

  /**
   * Letters of one font.
   *
   * @param thickened whether strokes are drawn around them, since the font has no bold letters
   */
  record Run(PDFont font, String text, boolean thickened) {}

  private Typeface(@Nullable PDFont wide, List<Closeable> open) {
    this.wide = wide;
    this.open = open;
  }

  /**
   * @param file of the font for what Helvetica lacks; letters are missing without it
   * @throws FontMissingException if the file is none that can be embedded
   */
  static Typeface of(PDDocument document, Optional<Path> file)
      throws IOException, FontMissingException {
    if (file.isEmpty()) {
      return new Typeface(null, List.of());
    }
    Path font = file.get();
    if (!Files.isRegularFile(font) || Files.size(font) > MAX_BYTES) {
      throw new FontMissingException(font + " is no font file of at most 64 MiB");
    }
    List<Closeable> open = new ArrayList<>();
    try {
      TrueTypeFont parsed = parsed(font, open);
      return new Typeface(PDType0Font.load(document, parsed, true), open);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      for (Closeable each : open) {
        each.close();
      }
      throw new FontMissingException(font + " cannot be embedded: " + e.getMessage(), e);
    }
  }

  private static TrueTypeFont parsed(Path font, List<Closeable> open) throws IOException {
    File file = font.toFile();
    String kind = kind(font);
    if (kind.equals(COLLECTION)) {
      var collection = new TrueTypeCollection(file);
      open.add(collection);
      List<TrueTypeFont> fonts = new ArrayList<>();
      collection.processAllFonts(fonts::add);
      return fonts.get(0);
    }
    TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBufferedFile(file));
    open.add(parsed);
    return parsed;
  }

  /** The parser would go through a file that is no font and complain of each thing it finds. */
  private static String kind(Path font) throws IOException {
    try (InputStream in = Files.newInputStream(font)) {
      String kind = HexFormat.of().formatHex(in.readNBytes(Integer.BYTES));
      if (!KINDS.contains(kind)) {
        throw new IOException("it has no TrueType outlines");
      }
      return kind;
    }
  }

  /** Returns the text as runs, each in a font that has its letters. */
  List<Run> runs(String text, boolean isBold) {
    List<Run> runs = new ArrayList<>();
    var letters = new StringBuilder();
    boolean wasWide = false;
    for (int letter : (Iterable<Integer>) text.codePoints()::iterator) {
      boolean needsWide = !isNarrow(letter) && isWide(letter);
      if (needsWide != wasWide && !letters.isEmpty()) {
        runs.add(run(letters, wasWide, isBold));
        letters.setLength(0);
      }
      wasWide = needsWide;
      letters.append(shown(letter));
    }
    if (!letters.isEmpty()) {
      runs.add(run(letters, wasWide, isBold));
    }
    return runs;
  }

  private Run run(StringBuilder letters, boolean isWide, boolean isBold) {
    PDFont font = isWide && wide != null ? wide : narrow(isBold);
    return new Run(font, letters.toString(), isWide && isBold);
  }

  private PDFont narrow(boolean isBold) {
    return isBold ? bold : regular;
  }

  private String shown(int letter) {
    return isNarrow(letter) || isWide(letter)
        ? Character.toString(letter)
        : String.format(Locale.ROOT, "[U+%04X]", letter);
  }

  private boolean isNarrow(int letter) {
    return narrow.computeIfAbsent(letter, each -> has(regular, each));
  }

  private boolean isWide(int letter) {
    PDFont font = wide;
    return font != null && inWide.computeIfAbsent(letter, each -> has(font, each));
  }

  /** Asks whether a font has a letter of the text; the document's fonts answer only by failing. */
  private static boolean has(PDFont font, int letter) {
    try {
      return font.encode(Character.toString(letter)).length > 0;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  float width(String text, float size, boolean isBold) {
    float width = 0;
    for (Run run : runs(text, isBold)) {
      width += width(run, size);
    }
    return width;
  }

  static float width(Run run, float size) {
    try {
      return run.font().getStringWidth(run.text()) * size / UNITS;
    } catch (IOException e) {
      throw new IllegalStateException("letters that the font has", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
  }
}
