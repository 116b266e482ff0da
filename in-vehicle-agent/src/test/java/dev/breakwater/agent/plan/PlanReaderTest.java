package dev.breakwater.agent.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
  private static final String BRAKING =
      """
      plan: hard-braking
      purpose: incident.review
      from: 2026-11-01T00:00:00Z
      to: 2027-02-01T00:00:00Z
      priority: incident
      when: Vehicle.Speed > 60.0 && Vehicle.Chassis.Brake.IsPressed
      before: 5
      after: 10
      signals:
        - path: Vehicle.Speed
          max-hz: 10
        - path: Vehicle.Chassis.Brake.IsPressed
          type: truth
        - category: vehicle.energy
          max-hz: 0.5
      cameras:
        - sensor: exterior.front
          max-hz: 5
      """;

  @Test
  void plan_everyField_isRead() throws Exception {
    CollectionPlan plan = load(BRAKING);

    assertThat(plan.id()).isEqualTo("hard-braking");
    assertThat(plan.purpose()).isEqualTo("incident.review");
    assertThat(plan.inForce())
        .isEqualTo(
            new Period(
                Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-02-01T00:00:00Z")));
    assertThat(plan.priority()).isEqualTo(Priority.INCIDENT);
    assertThat(plan.signals())
        .containsExactly(
            new SignalChoice.OfPath("Vehicle.Speed", SignalType.NUMBER, 10),
            new SignalChoice.OfPath(
                "Vehicle.Chassis.Brake.IsPressed", SignalType.TRUTH, PlanReader.MAX_HERTZ),
            new SignalChoice.OfCategory(new CategoryPattern("vehicle.energy"), 0.5));
    assertThat(plan.cameras()).containsExactly(new CameraChoice("exterior.front", 5));
    Trigger trigger = Objects.requireNonNull(plan.trigger());
    assertThat(trigger.before()).isEqualTo(Duration.ofSeconds(5));
    assertThat(trigger.after()).isEqualTo(Duration.ofSeconds(10));
    assertThat(trigger.when().names())
        .containsExactlyInAnyOrder("Vehicle.Speed", "Vehicle.Chassis.Brake.IsPressed");
  }

  @Test
  void plan_whatItAsksFor_isKnownByCategory() throws Exception {
    CollectionPlan plan = load(BRAKING);

    assertThat(plan.collected(Catalog.cn()))
        .containsExactlyInAnyOrder(
            "vehicle.motion.speed", "vehicle.chassis", "vehicle.energy", "exterior.frame");
    assertThat(plan.leaving(Catalog.cn()))
        .containsExactlyInAnyOrder(
            "vehicle.motion.speed",
            "vehicle.chassis",
            "vehicle.energy",
            "exterior.clip.manifest",
            "exterior.clip.chunk");
  }

  @Test
  void plan_manyMistakes_areAllNamedWithTheirPlace() {
    String plan =
        """
        plan: Hard Braking
        purpose: incident.review
        from: 2026-11-01
        to: 2027-02-01T00:00:00Z
        priority: urgent
        when: Vehicle.Speed > 'fast'
        before: 5.5
        after: 601
        signals:
          - path: Vehicle.Speed
            max-hz: 0
          - path: Vehicle.Nothing.Known
          - path: Vehicle.Speed
            category: vehicle.energy
          - category: spaceship.*
        cameras:
          - sensor: cabin.camera
        rate: 1
        """;
    assertThatThrownBy(() -> load(plan))
        .isInstanceOfSatisfying(
            InvalidSourceException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.line() + ":" + problem.column())
                    .containsExactlyInAnyOrder(
                        "18:1", "1:7", "3:7", "5:11", "11:13", "12:11", "13:5", "15:15", "17:13",
                        "6:7", "7:9", "8:8"));
  }

  @Test
  void plan_wrongCondition_isShownWithACaret() {
    assertThatThrownBy(() -> load(BRAKING.replace("> 60.0", "> 'fast'")))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("plan.yaml:6:21: ")
        .hasMessageContaining("\nwhen: Vehicle.Speed > 'fast' && Vehicle.Chassis")
        .hasMessageContaining("\n                    ^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A condition speaks of the signals that the plan names, and of no others.
        "when: Vehicle.Speed > 60.0 && | when: Vehicle.IsMoving && | undeclared reference",
        "when: Vehicle.Speed > 60.0 && | when: Vehicle.Speed.matches('a') && | no matching",
        "before: 5 | before: 601 | at most 600",
        "- sensor: exterior.front | - sensor: exterior.Front | an exterior camera",
        "path: Vehicle.Chassis.Brake.IsPressed | path: Vehicle.Speed | is here twice",
        "to: 2027-02-01T00:00:00Z | to: 2026-11-01T00:00:00Z | later than 'from'",
        "max-hz: 10 | max-hz: 1001 | a number of times a second",
      })
  void plan_oneMistake_isNamed(String right, String wrong, String problem) {
    assertThatThrownBy(() -> load(BRAKING.replace(right, wrong)))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void plan_cameraOrTimesWithoutACondition_isRefused() {
    assertThatThrownBy(() -> load(BRAKING.replaceAll("when: .*\n", "")))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("continuous video does not leave a car")
        .hasMessageContaining("without 'when' a plan records all the time");
  }

  @Test
  void plan_askingForNothing_isRefused() {
    String nothing = BRAKING.substring(0, BRAKING.indexOf("when:")) + "signals: []\ncameras: []\n";
    assertThatThrownBy(() -> load(nothing))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("asks for no signal and no camera");
  }

  @Test
  void plan_moreSignalsThanTheLimit_isRefused() {
    var plan = new StringBuilder(BRAKING.substring(0, BRAKING.indexOf("when:")) + "signals:\n");
    for (int i = 0; i <= PlanReader.MAX_SIGNALS; i++) {
      plan.append("  - path: Vehicle.Chassis.S").append(i).append('\n');
    }
    assertThatThrownBy(() -> load(plan.toString()))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("the limit is 1000");
  }

  @Test
  void builtIn_asksForEverySignal() {
    List<SignalChoice> signals = CollectionPlan.builtIn().signals();
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).chooses("Vehicle.Nothing.Known", Catalog.UNKNOWN)).isTrue();
  }

  private static CollectionPlan load(String plan) throws InvalidSourceException {
    return CollectionPlan.load(Bytes.of(plan.getBytes(UTF_8)), "plan.yaml", Catalog.cn());
  }
}
