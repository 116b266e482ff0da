package dev.breakwater.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.decide.Knowledge;
import dev.breakwater.agent.decide.Routed;
import dev.breakwater.agent.decide.ShownNotices;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SurveyFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  private final Whereabouts whereabouts = new Whereabouts(new SensitiveAreas(List.of()));
  private final List<RawGeodata> taken = new CopyOnWriteArrayList<>();
  private final List<StayedInCar> stayed = new ArrayList<>();

  /** A unit as the test wants it. */
  private interface Taking {
    void take(RawGeodata data) throws IOException;
  }

  private SurveyFeed feed(Taking taking) {
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnCar()));
    var knowledge = new Knowledge(whereabouts, ShownNotices.UNKNOWN);
    var decider = new Decider(policies, new Consents(Map.of()), () -> NOW, null, knowledge);
    SurveyingUnit unit = (Routed pass, RawGeodata data) -> taking.take(data);
    return SurveyFeed.start(new SurveyRoute(decider, unit, "PIA-7"));
  }

  private void drive(SurveyFeed feed, int positions) {
    for (int i = 0; i < positions; i++) {
      Instant at = NOW.plusMillis(i);
      for (String coordinate : List.of("Latitude", "Longitude")) {
        var signal = new Signal("Vehicle.CurrentLocation." + coordinate, "31." + i);
        whereabouts.observe(signal, at);
        feed.observe(signal, at);
      }
    }
  }

  @Test
  void position_withTheUnit_isNotCounted() {
    SurveyFeed feed = feed(taken::add);
    drive(feed, 3);
    feed.close();
    feed.settle(stayed::add);

    assertThat(taken).hasSize(3);
    assertThat(stayed).isEmpty();
  }

  @Test
  void position_thatTheUnitTakesAtTheNextAttempt_isDeliveredOnce() {
    SurveyFeed feed =
        feed(
            data -> {
              taken.add(data);
              if (taken.size() == 1) {
                throw new IOException("not now");
              }
            });
    drive(feed, 1);
    feed.close();
    feed.settle(stayed::add);

    assertThat(taken).hasSize(2);
    assertThat(stayed).isEmpty();
  }

  @Test
  void positions_thatTheUnitNeverTakes_areCountedAndGone() {
    SurveyFeed feed =
        feed(
            data -> {
              throw new IOException("gone");
            });
    drive(feed, 5);
    feed.close();
    feed.settle(stayed::add);

    assertThat(stayed)
        .hasSize(5)
        .extracting(StayedInCar::reason)
        .containsOnly(SurveyFeed.NOT_TAKEN);
    assertThat(stayed).extracting(StayedInCar::category).containsOnly("geo.raw");
  }

  @Test
  void positions_beyondWhatMayWait_areCountedAtOnce() {
    var open = new CountDownLatch(1);
    SurveyFeed feed =
        feed(
            data -> {
              awaitOpen(open);
              taken.add(data);
            });
    drive(feed, SurveyFeed.MAX_WAITING + 10);
    feed.settle(stayed::add);

    // One may be with the unit.
    assertThat(stayed).hasSizeBetween(9, 10);
    assertThat(stayed).extracting(StayedInCar::reason).containsOnly(SurveyFeed.TOO_MANY);
    open.countDown();
    feed.close();
    feed.settle(stayed::add);
    assertThat(taken.size() + stayed.size()).isEqualTo(SurveyFeed.MAX_WAITING + 10);
  }

  private static void awaitOpen(CountDownLatch open) throws IOException {
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  @Test
  void pose_isWithThePositionItWasMeasuredWith_andNoTextIsTakenForANumber() {
    var poses = new PoseStream();
    assertThat(poses.observe(signal("Heading", "271.5"), NOW)).isEmpty();
    assertThat(poses.observe(signal("Latitude", "31.23"), NOW)).isEmpty();
    RawGeodata first = poses.observe(signal("Longitude", "121.47"), NOW).orElseThrow();

    assertThat(text(first))
        .isEqualTo(
            "{\"at\":\"2026-11-26T00:00:00Z\",\"heading\":271.5,\"latitude\":31.23,"
                + "\"longitude\":121.47}\n");
    Instant later = NOW.plusSeconds(2);
    assertThat(poses.observe(signal("Latitude", "31.24"), later)).isEmpty();
    assertThat(poses.observe(signal("Longitude", "1\",\"x\":\"y"), later)).isEmpty();
    assertThat(poses.observe(new Signal("Vehicle.Speed", "50"), later)).isEmpty();
    assertThat(text(poses.observe(signal("Longitude", "121.48"), later).orElseThrow()))
        .as("without the old heading")
        .doesNotContain("heading");
  }

  private static Signal signal(String name, String value) {
    return new Signal("Vehicle.CurrentLocation." + name, value);
  }

  private static String text(RawGeodata data) {
    return new String(data.content().toArray(), StandardCharsets.UTF_8);
  }
}
