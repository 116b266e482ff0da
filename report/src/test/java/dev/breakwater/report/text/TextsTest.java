package dev.breakwater.report.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    PLACE.matcher(text).results().map(MatchResult::group).forEach(places::add);
    return places;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void language_hasEachTextOfEnglish_withTheSamePlaces(Language language) {
    Texts english = Texts.of(Language.EN);
    Texts texts = Texts.of(language);
    assertThat(texts.all().keySet()).isEqualTo(english.all().keySet());
    english
        .all()
        .forEach(
            (key, text) -> {
              assertThat(texts.get(key)).as(key).isNotBlank();
              assertThat(places(texts.get(key))).as(key).isEqualTo(places(text));
              // An apostrophe would quote the place behind it.
              assertThat(texts.get(key)).as(key).doesNotContain("'");
            });
  }

  @Test
  void percent_isRoundedDown_soThatNoFailureReadsAsAPass() {
    assertThat(Texts.of(Language.EN).percent(0.89999)).isEqualTo("89.9 %");
    assertThat(Texts.of(Language.ZH).percent(0.9)).isEqualTo("90.0 %");
  }

  @Test
  void text_thatNoLanguageHas_isAMistakeOfTheProgram() {
    assertThatIllegalStateException().isThrownBy(() -> Texts.of(Language.EN).get("no.such"));
  }
}
