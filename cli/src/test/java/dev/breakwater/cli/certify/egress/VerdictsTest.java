package dev.breakwater.cli.certify.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.egress.Sent;
import dev.breakwater.agent.egress.Sent.Volume;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import dev.breakwater.cli.certify.egress.FlowReport.Category;
import dev.breakwater.cli.certify.egress.Networks.Place;
import dev.breakwater.cli.certify.egress.Verdicts.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static FlowReport flow(
      Category category, Place place, long applicationBytes, String marker) {
    return new FlowReport(
        "java agent run",
        7,
        "udp",
        "192.0.2.1:1",
        "198.51.100.1:2",
        place,
        "",
        category,
        "",
        10,
        2000,
        1500,
        applicationBytes,
        marker);
  }

  private static Observation observation(
      long dropped, boolean known, Sent sent, FlowReport... flows) {
    return new Observation(3600, List.of(), "any", "", dropped, known, sent, List.of(flows));
  }

  private static Sent sent(long bytes) {
    return new Sent(5, bytes, Map.of("telemetry.speed", new Volume(5, bytes)));
  }

  private static final FlowReport UPLINK = flow(Category.UPLINK, Place.ONSHORE, 1000, "");

  @Test
  void uplinkThatTheLedgerExplains_passesBoth() {
    Observation clean = observation(0, true, sent(1000), UPLINK);

    assertThat(Verdicts.cabin(clean).verdict()).isEqualTo(Verdict.PASS);
    assertThat(Verdicts.abroad(clean).verdict()).isEqualTo(Verdict.PASS);
    assertThat(Verdicts.cabin(clean).reasons())
        .containsExactly(
            "wire 1000 bytes, ledger 1000 bytes in 5 messages, difference 0.00 % (limit 2 %)",
            "captured for 3600 s");
  }

  @Test
  void difference_upToTwoPercent_isWhatWasUnderWay() {
    assertThat(Verdicts.cabin(observation(0, true, sent(1020), UPLINK)).verdict())
        .isEqualTo(Verdict.PASS);
    Finding more = Verdicts.cabin(observation(0, true, sent(1021), UPLINK));
    assertThat(more.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(more.reasons().get(0)).contains("does not explain").contains("2.06 %");
    assertThat(Verdicts.cabin(observation(0, true, sent(979), UPLINK)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void flowAbroad_failsUnlessItIsTheUsersOwn() {
    FlowReport rogue = flow(Category.UNDECLARED, Place.FOREIGN, 0, "");
    FlowReport users = flow(Category.USER_AUTONOMOUS, Place.FOREIGN, 0, "");
    FlowReport declared = flow(Category.DECLARED, Place.FOREIGN, 0, "");

    assertThat(Verdicts.abroad(observation(0, true, sent(0), rogue)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(Verdicts.abroad(observation(0, true, sent(0), declared)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(Verdicts.abroad(observation(0, true, sent(0), users)).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void cabinMarkerInAnyFlow_fails() {
    FlowReport name = flow(Category.IN_VEHICLE, Place.IN_VEHICLE, 0, "camera/000001.raw");

    Finding finding = Verdicts.cabin(observation(0, true, sent(0), name));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.reasons().get(0)).contains("CABIN DATA: camera/000001.raw");
  }

  @Test
  void flowThatNobodyDeclared_failsTheCabinEvenOnshore() {
    FlowReport sealed = flow(Category.UNDECLARED, Place.ONSHORE, 0, "");

    assertThat(Verdicts.cabin(observation(0, true, sent(0), sealed)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(Verdicts.abroad(observation(0, true, sent(0), sealed)).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void ledgerThatNamesACabinCategory_fails() {
    Sent cabin = new Sent(1, 1000, Map.of("cabin.camera", new Volume(1, 900)));

    assertThat(Verdicts.cabin(observation(0, true, cabin, UPLINK)).reasons().get(0))
        .isEqualTo("the ledger names cabin.camera");
  }

  @Test
  void whatCouldNotBeSeen_isNoPass() {
    Observation dropped = observation(3, true, sent(1000), UPLINK);
    Observation unknown = observation(0, false, sent(1000), UPLINK);
    Observation early = observation(-1, true, sent(1000), UPLINK);

    assertThat(Verdicts.cabin(dropped).verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(Verdicts.abroad(dropped).verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(Verdicts.abroad(early).verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(Verdicts.cabin(unknown).verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(Verdicts.abroad(unknown).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void shortCapture_saysThatItIsATrial() {
    var trial = new Observation(5, List.of(), "any", "", 0, true, sent(0), List.of());

    assertThat(Verdicts.abroad(trial).reasons())
        .contains("a trial: captured for 5 s, and the standard asks for 3600 s");
  }
}
