package dev.breakwater.policy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Whatever mistake is made in a rule, a case of the law fails")
class MutationTest {
  @ParameterizedTest
  @EnumSource
  void rules_mistakenOnce_failACase(Conformance file) {
    var together = Tried.together(file);
    // A pack has to hold alone, too, where another one beside it says the same.
    var alone = Tried.alone(file);

    List<Mutant> mutants =
        file.pack().rules().stream().flatMap(rule -> Mutation.of(rule).stream()).toList();
    List<Mutant> survivors =
        mutants.parallelStream()
            .filter(alone::misses)
            .filter(together::misses)
            .filter(mutant -> !(mutant.widens() && together.answersTheSameWith(mutant)))
            .toList();

    assertThat(survivors).isEmpty();
  }
}
