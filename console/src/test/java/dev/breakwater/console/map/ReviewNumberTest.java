package dev.breakwater.console.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GS(2026)1234号",
        "GS（2024）0650号",
        "GS京(2022)1061号",
        "京S(2021)023号",
        "川S[2021]00059号",
        "粤BS(2023)001号",
        "浙杭S〔2020〕12号"
      })
  void number_ofAKnownForm_isKeptAsItIsWritten(String text) {
    assertThat(new ReviewNumber(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1234",
        "GS(2026)号",
        "GS(2026)1234",
        "GS(26)1234号",
        "GS(1026)1234号",
        "GS(2026）1234号",
        "GS(2026)1234567号",
        "XS(2026)1234号",
        "GS(2026)1234号\n",
        "<b>GS(2026)1234号</b>",
        "审图号：GS(2026)1234号"
      })
  void number_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> new ReviewNumber(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no review number of a map, e.g. GS(2026)1234号");
  }
}
