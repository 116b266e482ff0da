package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanCommandTest {
  private static final String PLAN =
      """
      plan: fast
      purpose: incident.review
      from: 2026-11-01T00:00:00Z
      to: 2026-12-01T00:00:00Z
      priority: incident
      when: Vehicle.Speed > 60.0
      before: 2
      after: 3
      signals:
        - path: Vehicle.Speed
      """;

  @TempDir private Path folder;

  @Test
  void check_soundPlan_saysWhatItIs() throws Exception {
    Path plan = Files.writeString(folder.resolve("fast.yaml"), PLAN);

    Result result = run("plan", "check", plan.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo("fast: incident.review, from 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z\n");
  }

  @Test
  void check_brokenPlans_namesEveryMistakeOfAllWithACaret() throws Exception {
    Path sound = Files.writeString(folder.resolve("fast.yaml"), PLAN);
    Path fast = Files.writeString(folder.resolve("a.yaml"), PLAN.replace("60.0", "'fast'"));
    Path never = Files.writeString(folder.resolve("b.yaml"), PLAN.replace("priority", "lane"));

    Result result = run("plan", "check", fast.toString(), sound.toString(), never.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(fast + ":6:21: ")
        .contains("when: Vehicle.Speed > 'fast'\n                    ^")
        .contains(never + ":5:1: unknown field 'lane'")
        .contains("the field 'priority' is missing");
  }
}
