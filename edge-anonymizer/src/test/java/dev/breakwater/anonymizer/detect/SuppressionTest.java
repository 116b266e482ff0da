package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SuppressionTest {
  private static final Box WHOLE = new Box(100, 100, 40, 40);

  /** The left quarter, as a tile that ends there sees it. */
  private static final Box PART = new Box(100, 100, 10, 40);

  private static Candidate seen(ObjectClass kind, Box box, double score, boolean cut) {
    Candidate candidate = Candidate.of(new Detection(kind, box, score));
    candidate.cut(cut);
    return candidate;
  }

  private static List<Box> keep(Candidate... candidates) {
    return Suppression.keep(new ArrayList<>(Arrays.asList(candidates)), 0.45).stream()
        .map(Detection::box)
        .toList();
  }

  @Test
  void boxes_thatOverlap_becomeTheBest() {
    var near = new Box(102, 101, 40, 40);
    assertThat(
            keep(
                seen(ObjectClass.FACE, near, 0.8, false),
                seen(ObjectClass.FACE, WHOLE, 0.9, false)))
        .containsExactly(WHOLE);
  }

  @Test
  void boxes_ofTwoClasses_stayBoth() {
    assertThat(
            keep(
                seen(ObjectClass.PLATE, WHOLE, 0.8, false),
                seen(ObjectClass.FACE, WHOLE, 0.9, false)))
        .hasSize(2);
  }

  @Test
  void boxes_cutAndWhole_becomeTheWholeWhateverTheScores() {
    assertThat(
            keep(
                seen(ObjectClass.FACE, PART, 0.99, true),
                seen(ObjectClass.FACE, WHOLE, 0.5, false)))
        .containsExactly(WHOLE);
  }

  @Test
  void boxes_smallInsideLargeButNotCut_stayBoth() {
    assertThat(
            keep(
                seen(ObjectClass.FACE, PART, 0.99, false),
                seen(ObjectClass.FACE, WHOLE, 0.5, false)))
        .hasSize(2);
  }

  @Test
  void boxes_bothCut_stayBoth() {
    var rest = new Box(110, 100, 30, 40);
    assertThat(
            keep(seen(ObjectClass.FACE, PART, 0.9, true), seen(ObjectClass.FACE, rest, 0.8, true)))
        .hasSize(2);
  }
}
