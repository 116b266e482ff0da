package dev.breakwater.policy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.compare.Comparison.Counted;
import dev.breakwater.policy.compare.Difference.Answer;
import dev.breakwater.policy.compare.Difference.Change;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Stage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShadowLogTest {
  @Test
  void lines_ofAReport_sayAllAndEachDifference() {
    var difference =
        new Difference(
            Change.OTHER_OBLIGATIONS,
            Stage.OFFBOARD,
            "position.precise",
            new Answer(List.of("a", "b"), Set.of()),
            new Answer(List.of("c"), Set.of(Obligation.STRIP_POSE, Obligation.DELAY)));
    var comparison = new Comparison.Report(List.of(new Counted(difference, 7)), 2);

    assertThat(new Shadow.Report(20, 1, comparison).lines())
        .containsExactly(
            "event=shadow asked=20 differ=9 failed=1",
            "event=shadow_difference count=7 change=other-obligations stage=offboard"
                + " category=position.precise before=a,b after=c:delay,strip-pose");
  }
}
