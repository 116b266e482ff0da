package dev.breakwater.policy.compare;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.compare.Comparison.Counted;
import dev.breakwater.policy.compare.Difference.Answer;
import dev.breakwater.policy.compare.Difference.Change;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShadowLogTest {
  @TempDir private Path folder;

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

  @Test
  void agent_brokenShadowPolicy_doesNotStart() throws Exception {
    Path pack = Files.writeString(folder.resolve("broken.yaml"), "pack: x\n");

    Result result = run("agent", "run", "--video", "x.mp4", "--shadow-policy", pack.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains(pack + ":1:1: the field 'zone' is missing").hasLineCount(1);
  }
}
