package dev.breakwater.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.Laws;
import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.PlanRuling.Verdict;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignsTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final String SPEED = "Vehicle.Speed";
  private static final String CHARGE = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current";

  private static final String FAST =
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
        - category: vehicle.energy
      """;

  private static final String ENERGY =
      """
      plan: energy
      purpose: fleet.telemetry
      from: 2026-11-01T00:00:00Z
      to: 2026-12-01T00:00:00Z
      priority: telemetry
      signals:
        - category: vehicle.energy
          max-hz: 1
      """;

  private static final String POSITION =
      """
      plan: position
      purpose: fleet.telemetry
      from: 2026-11-01T00:00:00Z
      to: 2026-12-01T00:00:00Z
      priority: telemetry
      signals:
        - path: Vehicle.Speed
        - path: Vehicle.CurrentLocation.Latitude
      """;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final PoliciesInForce policies = Laws.builtIn();
  private final List<PlanRuling> rulings = new ArrayList<>();
  private final List<StayedInCar> stayed = new ArrayList<>();
  private final Campaigns campaigns = campaigns(Map.of());

  private Campaigns campaigns(Map<String, Consent> consents) {
    return campaigns(new Consents(consents));
  }

  private Campaigns campaigns(Consents consents) {
    var decider = new Decider(policies, consents, now::get);
    return new Campaigns(policies, decider, now::get, rulings::add);
  }

  @Test
  void withoutPlans_everySignalLeavesAndNothingIsRuled() {
    assertThat(take(0, SPEED, "1")).containsExactly("1");
    assertThat(take(0, "Vehicle.CurrentLocation.Latitude", "31")).isEmpty();
    assertThat(stayed).extracting(StayedInCar::fate).containsExactly(StayedInCar.Fate.REFUSED);
    assertThat(campaigns.areGiven()).isFalse();
    assertThat(rulings).isEmpty();
  }

  @Test
  void plan_refusedForWantOfConsent_isAskedAgainWhenConsentChanges(@TempDir Path home)
      throws Exception {
    var car = new TestCar(home);
    ConsentBook book = car.book(home);
    Campaigns asking = campaigns(book.consents());
    accept(1, POSITION);
    asking.take(new Signal(SPEED, "1"), START, stayed::add);
    now.set(START.plusSeconds(60));
    asking.take(new Signal(SPEED, "2"), START, stayed::add);
    assertThat(rulings).extracting(PlanRuling::verdict).containsExactly(Verdict.REFUSED);

    book.decide(car.grant(Purpose.NAVIGATION, ConsentChange.State.YES));
    now.set(START.plusSeconds(61));

    assertThat(asking.take(new Signal(SPEED, "3"), START, stayed::add)).hasSize(1);
    assertThat(rulings)
        .extracting(PlanRuling::verdict)
        .containsExactly(Verdict.REFUSED, Verdict.FOLLOWED);
  }

  @Test
  void plan_condition_recordsBeforeWhileAndAfter() throws Exception {
    accept(1, FAST);
    List<String> left = new ArrayList<>();
    for (int second = 0; second < 12; second++) {
      left.addAll(take(second, SPEED, second == 5 || second == 6 ? "61" : "" + (10 + second)));
    }

    // From two seconds before second 5 to three seconds after second 6.
    assertThat(left).containsExactly("13", "14", "61", "61", "17", "18", "19");
    campaigns.end(stayed::add);
    assertThat(reasons()).containsOnly("the condition of the plan did not hold").hasSize(5);
    assertThat(rulings).extracting(PlanRuling::verdict).containsExactly(Verdict.FOLLOWED);
  }

  @Test
  void plan_leaves_onItsLaneForItsPurpose() throws Exception {
    accept(1, FAST);
    var sample = campaigns.take(new Signal(SPEED, "61"), START, stayed::add).get(0);

    assertThat(sample.lane()).isEqualTo(Lane.INCIDENT);
    assertThat(sample.pass().purpose()).isEqualTo("incident.review");
  }

  @Test
  void twoPlans_eachAccountsForWhatItAsksFor() throws Exception {
    accept(1, FAST, ENERGY);

    assertThat(take(0, CHARGE, "50")).containsExactly("50");
    assertThat(take(0.5, CHARGE, "49")).isEmpty();
    assertThat(reasons()).containsExactly("the plan asks for fewer");
    assertThat(take(1, SPEED, "61")).containsExactly("50", "49", "61");
    assertThat(take(1, "Vehicle.IsMoving", "true")).isEmpty();
    assertThat(reasons()).endsWith("no plan asks for it");
  }

  @Test
  void plan_valueThatIsNoNumber_makesTheConditionUnknown() throws Exception {
    accept(1, FAST);

    assertThat(take(0, SPEED, "fast")).isEmpty();
    assertThat(take(1, SPEED, "61")).containsExactly("fast", "61");
  }

  @Test
  void plan_thatThePolicyForbids_isRefusedWithTheRule() throws Exception {
    accept(1, POSITION);

    assertThat(take(0, SPEED, "1")).isEmpty();
    PlanRuling ruling = rulings.get(0);
    assertThat(ruling.plan()).isEqualTo("position");
    assertThat(ruling.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(ruling.reason()).startsWith("position.precise: ");
    assertThat(ruling.rules()).isNotEmpty();
    assertThat(ruling.bundle()).isEqualTo(policies.bundleAt(START).orElseThrow().digest());
    assertThat(reasons()).containsExactly("no plan asks for it");
  }

  @Test
  void plans_brokenOrTwice_areRefusedAndTheOthersFollowed() throws Exception {
    accept(1, ENERGY, "plan: broken", ENERGY);

    assertThat(take(0, CHARGE, "50")).containsExactly("50");
    assertThat(rulings)
        .extracting(ruling -> ruling.plan() + " " + ruling.verdict())
        .containsExactly("plans/1.yaml REFUSED", "energy REFUSED", "energy FOLLOWED");
    assertThat(rulings.get(0).reason()).startsWith("plans/1.yaml:1:");
  }

  @Test
  void plan_beginsAndEndsByTheClock() throws Exception {
    now.set(Instant.parse("2026-10-31T23:59:59Z"));
    accept(1, FAST);

    // Neither what the sample says of its time, nor a condition, makes a plan begin or go on.
    assertThat(take(0, SPEED, "61")).isEmpty();
    now.set(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(take(1, SPEED, "62")).containsExactly("62");
    now.set(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(take(2, SPEED, "63")).isEmpty();
    assertThat(rulings).hasSize(1);
  }

  @Test
  void plan_ofAnEarlierBundle_endsWithIt() throws Exception {
    accept(1, FAST);
    assertThat(take(0, SPEED, "1")).isEmpty();
    accept(2, ENERGY);

    assertThat(take(1, SPEED, "61")).isEmpty();
    assertThat(reasons())
        .containsExactly("the condition of the plan did not hold", "no plan asks for it");
  }

  @Test
  void ring_isBoundedInBytes() throws Exception {
    accept(1, FAST.replace("before: 2", "before: 600"));
    String large = "1".repeat(1000);
    for (int i = 0; i < 10_000; i++) {
      take(i / 100.0, CHARGE, large);
    }
    long kept = take(100, SPEED, "61").size() - 1L;
    assertThat(kept * 2 * (large.length() + CHARGE.length()))
        .isLessThan(Campaign.MAX_RING_BYTES)
        .isGreaterThan(Campaign.MAX_RING_BYTES * 8 / 10);
  }

  @Test
  void twoPlansOfOneCamera_theSecondIsRefused() throws Exception {
    String camera = "cameras: [{sensor: exterior.front}]\n";
    accept(1, FAST + camera, FAST.replace("plan: fast", "plan: faster") + camera);
    take(0, SPEED, "1");

    assertThat(rulings)
        .extracting(PlanRuling::reason)
        .containsExactly("", "another plan has the camera");
    assertThat(campaigns.having("exterior.front").orElseThrow().plan().id()).isEqualTo("fast");
    assertThat(campaigns.having("exterior.rear")).isEmpty();
    now.set(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(campaigns.having("exterior.front")).isEmpty();
  }

  private void accept(long sequence, String... plans) throws Exception {
    Laws.accept(policies, Laws.tarOfPlans(sequence, Instant.EPOCH, List.of(plans)));
  }

  private List<String> take(double second, String path, String value) {
    Instant at = START.plus(Duration.ofMillis(Math.round(1000 * second)));
    return campaigns.take(new Signal(path, value), at, stayed::add).stream()
        .map(leaving -> leaving.signal().value())
        .toList();
  }

  private List<String> reasons() {
    return stayed.stream().map(StayedInCar::reason).toList();
  }
}
