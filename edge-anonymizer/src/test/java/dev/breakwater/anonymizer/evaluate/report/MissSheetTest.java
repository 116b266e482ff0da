package dev.breakwater.anonymizer.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are 200 by 160 and nowhere darker than {@link Frames#DARKEST}. */
final class MissSheetTest {
  private static final String PICTURE = "street/1.png";
  private static final Box IGNORED = new Box(100, 40, 24, 24);
  private static final int DARK = 40;

  @TempDir Path folder;

  @Test
  void section_missedObject_isCoveredAndSoIsWhatIsNotScored() throws Exception {
    String html = sheet(List.of(Evaluations.missed(PICTURE))).section().html();

    try (Frame snippet = onlySnippet(html)) {
      assertThat(snippet.widthPx()).isEqualTo(120);
      assertThat(Frames.luma(snippet, 60, 50)).isLessThan(DARK);
      assertThat(Frames.luma(snippet, 110, 50)).as("the ignored face").isLessThan(DARK);
      assertThat(Frames.luma(snippet, 10, 10)).isGreaterThan(DARK);
    }
    assertThat(html).contains("1 of 1 missed objects").contains("12 % covered");
  }

  @Test
  void write_revealed_isReadableByItsOwnerOnly() throws Exception {
    Path file = folder.resolve("misses.html");
    Files.writeString(file, "earlier, for all to read");

    RevealedMisses.write(
        file,
        List.of(Evaluations.missed(PICTURE)),
        labels(),
        picture -> Optional.of(Frames.textured(0, 200, 160)));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String html = Files.readString(file);
    assertThat(html).contains("This page shows personal information.");
    try (Frame snippet = onlySnippet(html)) {
      assertThat(Frames.luma(snippet, 60, 50)).isGreaterThan(DARK);
    }
  }

  @Test
  void section_pictureGone_isCountedNotShown() throws Exception {
    var sheet =
        MissSheet.of(List.of(Evaluations.missed(PICTURE)), labels(), picture -> Optional.empty());

    assertThat(sheet.section().html()).contains("0 of 1 missed objects").doesNotContain("<img");
  }

  @Test
  void section_missInNoLabelledPicture_isCountedNotShown() throws Exception {
    assertThat(sheet(List.of(Evaluations.missed("other.png"))).section().html())
        .contains("0 of 1 missed objects");
  }

  @Test
  void section_moreMissesThanFit_areCounted() throws Exception {
    int many = MissSheet.MAX_SNIPPETS + 1;
    String html = sheet(Collections.nCopies(many, Evaluations.missed(PICTURE))).section().html();

    assertThat(html).contains(MissSheet.MAX_SNIPPETS + " of " + many + " missed objects");
  }

  @Test
  void section_objectsAtAndOverTheEdges_areShown() throws Exception {
    List<ScoredObject> misses = new ArrayList<>();
    for (double place : new double[] {-20, -0.5, 150, 199}) {
      var object = LabelledObject.upright(ObjectClass.PLATE, new Box(place, place / 2, 30.5, 7));
      misses.add(new ScoredObject(PICTURE, 0, object, 0, ScoredObject.Outcome.MISSED));
    }

    assertThat(sheet(misses).section().html()).contains("4 of 4 missed objects");
  }

  @Test
  void section_noMisses_saysSo() throws Exception {
    assertThat(sheet(List.of()).section().html()).contains("Nothing in scope was missed.");
  }

  private static MissSheet sheet(List<ScoredObject> misses) throws IOException {
    return MissSheet.of(misses, labels(), picture -> Optional.of(Frames.textured(0, 200, 160)));
  }

  private static List<LabelledPicture> labels() {
    var missed = LabelledObject.upright(ObjectClass.FACE, Evaluations.MISSED);
    var ignored = LabelledObject.upright(ObjectClass.FACE, IGNORED, 1, true);
    return List.of(new LabelledPicture(PICTURE, 0, null, 200, 160, null, List.of(missed, ignored)));
  }

  private Frame onlySnippet(String html) throws Exception {
    var found =
        Pattern.compile("data:image/jpeg;base64,([^\"]*)")
            .matcher(html)
            .results()
            .map(match -> Base64.getDecoder().decode(match.group(1)))
            .toList();
    assertThat(found).hasSize(1);
    Path file = Files.write(folder.resolve("snippet.jpg"), found.get(0));
    try (FrameSource source = FrameSource.open(file, 0)) {
      return source.next().orElseThrow();
    }
  }
}
