package dev.breakwater.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
  private final Vocabulary signals =
      new Vocabulary(
          Map.of("Vehicle.Speed", Variable.Type.REAL, "Vehicle.IsMoving", Variable.Type.TRUTH));

  @Test
  void expression_knowsItsNames_andHoldsByTheirValues() throws Exception {
    Expression fast = signals.compile("Vehicle.Speed > 60.0");

    assertThat(fast.names()).containsExactly("Vehicle.Speed");
    assertThat(fast.test(name -> Optional.of(61.0))).isEqualTo(Truth.TRUE);
    assertThat(fast.test(name -> Optional.of(60.0))).isEqualTo(Truth.FALSE);
    assertThat(fast.test(name -> Optional.empty())).isEqualTo(Truth.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Vehicle.Speed",
        "Vehicle.Speed > 'a'",
        "Vehicle.Height > 1.0",
        "purpose == 'test'",
        "[1.0, 2.0].all(x, x < Vehicle.Speed)",
        "'a'.matches('a')",
        "Vehicle.IsMoving &&",
      })
  void expression_ofAnotherTypeNameOrForm_isRefused(String text) {
    assertThatThrownBy(() -> signals.compile(text)).isInstanceOf(InvalidConditionException.class);
  }

  @Test
  void expression_overTheLimit_isRefused() {
    String longest = "Vehicle.IsMoving" + " ".repeat(Vocabulary.MAX_LENGTH);
    assertThatThrownBy(() -> signals.compile(longest))
        .isInstanceOf(InvalidConditionException.class);
  }
}
