package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.synthetic.PlateNumber.Kind;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlateNumberTest {
  private static final String LETTER = "[A-HJ-NP-Z]";

  @Test
  @DisplayName("GA 36-2018: blue and yellow numbers have seven characters, never I or O")
  void draw_blueOrYellow_hasProvinceAuthorityAndFiveCharacters() {
    for (long seed = 0; seed < 500; seed++) {
      for (var kind : new Kind[] {Kind.BLUE, Kind.YELLOW_TWO_ROWS}) {
        assertThat(PlateNumber.draw(kind, new Random(seed)).text())
            .as("seed %d", seed)
            .matches("[京沪粤苏浙川]" + LETTER + "\\d(\\d|" + LETTER + ")\\d{3}");
      }
    }
  }

  @Test
  @DisplayName(
      "GA 36-2018: a small new-energy car's number has eight characters, the third is D or F")
  void draw_newEnergy_hasEightCharacters() {
    for (long seed = 0; seed < 500; seed++) {
      assertThat(PlateNumber.draw(Kind.GREEN, new Random(seed)).text())
          .as("seed %d", seed)
          .matches("[京沪粤苏浙川]" + LETTER + "[DF]\\d{5}");
    }
  }

  @ParameterizedTest
  @DisplayName("GA 36-2018: what stands in each place of the other kinds")
  @CsvSource({
    "YELLOW,[京沪粤苏浙川][A-HJ-NP-Z]\\d[A-HJ-NP-Z\\d]\\d{3}",
    "YELLOW_GREEN,[京沪粤苏浙川][A-HJ-NP-Z]\\d{5}[DF]",
    "POLICE,[京沪粤苏浙川][A-HJ-NP-Z]\\d{4}警",
    "MILITARY,[A-HJ-NP-Z]{2}\\d{5}",
    "BLACK,粤Z\\d{4}港",
    "MOTORCYCLE,[京沪粤苏浙川][A-HJ-NP-Z]\\d[A-HJ-NP-Z\\d]\\d{3}"
  })
  void draw_otherKinds_haveTheirPlaces(Kind kind, String form) {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(PlateNumber.draw(kind, new Random(seed)).text()).matches(form);
    }
  }

  @Test
  @DisplayName("GA 36-2018: sizes in millimetres")
  void kind_sizes_areThoseOfTheStandard() {
    assertThat(new int[] {Kind.BLUE.widthMm, Kind.BLUE.heightMm}).containsExactly(440, 140);
    assertThat(new int[] {Kind.GREEN.widthMm, Kind.GREEN.heightMm}).containsExactly(480, 140);
    assertThat(new int[] {Kind.YELLOW_TWO_ROWS.widthMm, Kind.YELLOW_TWO_ROWS.heightMm})
        .containsExactly(440, 220);
  }

  @ParameterizedTest
  @ValueSource(strings = {"京A1234", "京A123456", "A京12345", "京I12345", "京A1O345", "京112345"})
  void constructor_malformedNumber_isRefused(String text) {
    assertThatThrownBy(() -> new PlateNumber(Kind.BLUE, text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
