package dev.breakwater.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.report.text.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypefaceTest {
  @TempDir private Path directory;

  private static String shown(Typeface typeface, String text) {
    return typeface.runs(text, false).stream()
        .map(Typeface.Run::text)
        .collect(Collectors.joining());
  }

  @Test
  void letter_thatNoFontHas_isWrittenAsItsNumber() throws Exception {
    try (var document = new PDDocument();
        Typeface typeface = Typeface.of(document, Optional.empty())) {
      assertThat(shown(typeface, "a 車\u0007")).isEqualTo("a [U+8ECA][U+0007]");
    }
  }

  @Test
  void file_thatIsNoFont_isRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("font.ttf"), "no font");
    try (var document = new PDDocument()) {
      assertThatThrownBy(() -> Typeface.of(document, Optional.of(file)))
          .isInstanceOf(FontMissingException.class)
          .hasMessageContaining("cannot be embedded");
      assertThatThrownBy(() -> Typeface.of(document, Optional.of(directory)))
          .isInstanceOf(FontMissingException.class)
          .hasMessageContaining("no font file");
    }
  }

  @Test
  void font_ofTheLanguage_isChosenAmongTheInstalledOnes() throws Exception {
    Files.writeString(directory.resolve("DroidSansFallbackFull.ttf"), "");
    Path japanese = Files.createDirectories(directory.resolve("ipa")).resolve("ipaexg.ttf");
    Files.writeString(japanese, "");
    Path chinese = Files.writeString(directory.resolve("wqy-zenhei.ttc"), "");
    var places = List.of(directory.resolve("none"), directory);
    assertThat(FontFile.among(places, Language.JA)).contains(japanese);
    assertThat(FontFile.among(places, Language.ZH)).contains(chinese);
    assertThat(FontFile.among(List.of(), Language.ZH)).isEmpty();
  }

  @Test
  void line_isBrokenBetweenWords_andAWordThatIsTooLongAnywhere() throws Exception {
    try (var document = new PDDocument();
        Typeface typeface = Typeface.of(document, Optional.empty())) {
      var style = new Style(typeface, 10, false, Locale.ENGLISH);
      assertThat(style.lines("one two three", style.width("one two")))
          .containsExactly("one two", "three");
      List<String> broken = style.lines("x" + "ab".repeat(64), 100);
      assertThat(String.join("", broken)).isEqualTo("x" + "ab".repeat(64));
      assertThat(broken).allMatch(line -> style.width(line) <= 100);
      assertThat(style.lines("", 100)).containsExactly("");
    }
  }
}
