package dev.breakwater.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the car fulfils, and what it knows")
class ObligationsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
  private static final String LATITUDE = "Vehicle.CurrentLocation.Latitude";
  private static final String LONGITUDE = "Vehicle.CurrentLocation.Longitude";
  private static final double METRES_PER_DEGREE = 111_320;

  private static final String PACK =
      """
      pack: test
      zone: UTC
      otherwise: {id: test.otherwise, clause: Art. 0, from: 1970-01-01, status: verified,
        reason: {zh: 零, en: zero, ja: 零}}
      rules:
        - id: test.all
          clause: Art. 1
          from: 1970-01-01
          stages: [collect, offboard]
          categories: ["*"]
          effect: permit
          status: verified
          reason: {zh: 一, en: one, ja: 一}
        - id: test.one
          clause: Art. 2
          from: 1970-01-01
          stages: [STAGE]
          categories: [CATEGORY]
      CONDITION    effect: EFFECT
          status: verified
          reason: {zh: 二, en: two, ja: 二}
      """;

  @Test
  @DisplayName("GB/T 44464-2024 5.3: weather needs no precise position")
  void release_positionForWeather_leavesAsTheMiddleOfItsCell() {
    Ruling<Released> ruling = release(LATITUDE, "31.230416", "weather");

    Released released = passed(ruling);
    assertThat(released.signal()).isEqualTo(new Signal(LATITUDE, "31.235"));
    assertThat(released.cleared().category()).isEqualTo("position.coarse");
    assertThat(released.cleared().rules())
        .contains("gbt44464-5.3.position.coarsen", "pipl-29.position.offboard");
  }

  @Test
  void release_positionForNavigation_leavesAsItIs() {
    Released released = passed(release(LATITUDE, "31.230416", "navigation"));

    assertThat(released.signal().value()).isEqualTo("31.230416");
    assertThat(released.cleared().category()).isEqualTo("position.precise");
  }

  @ParameterizedTest
  @CsvSource({
    "Vehicle.CurrentLocation.Altitude, 12.5",
    "Vehicle.CurrentLocation.Heading, 90",
    "Vehicle.CurrentLocation.Latitude, north",
    "Vehicle.CurrentLocation.Latitude, 3605",
    "Vehicle.CurrentLocation.Latitude, 1E-999999999",
    "Vehicle.CurrentLocation.Latitude, 0.00000000000000000000000000000001230416",
    "Vehicle.CurrentLocation.Latitude, NaN"
  })
  void release_whatCannotBeMadeCoarse_staysInTheCar(String path, String value) {
    assertThat(release(path, value, "weather")).isInstanceOf(Ruling.Stays.class);
  }

  private static Ruling<Released> release(String path, String value, String purpose) {
    Decider decider = decider(PolicyPack.cnCar(), Knowledge.NONE);
    var collected = new Collected(purpose, NOW, List.of("collect"));
    return decider.release(collected, "position.precise", new Signal(path, value));
  }

  @Test
  void coarse_anyTwoPlacesOfOneCell_areOneAndNoneIsNearerThanAKilometre() {
    var random = new Random(20261126);
    for (int i = 0; i < 10_000; i++) {
      double latitude = 18 + 36 * random.nextDouble();
      double longitude = -180 + 360 * random.nextDouble();
      double north = coarse(LATITUDE, latitude);
      double east = coarse(LONGITUDE, longitude);

      assertThat(north).as("%f", latitude).isCloseTo(latitude, within(0.005 + 1e-6));
      assertThat(east).as("%f", longitude).isCloseTo(longitude, within(0.01 + 1e-6));
      assertThat(coarse(LATITUDE, north)).isEqualTo(north);
      assertThat(coarse(LONGITUDE, east)).isEqualTo(east);
    }
    assertThat(0.01 * METRES_PER_DEGREE).isGreaterThan(CoarsePosition.PRECISION_METRES);
    assertThat(0.02 * METRES_PER_DEGREE * Math.cos(Math.toRadians(54)))
        .isGreaterThan(CoarsePosition.PRECISION_METRES);
  }

  private static double coarse(String path, double degrees) {
    String written = String.format(Locale.ROOT, "%.6f", degrees);
    return Double.parseDouble(CoarsePosition.of(new Signal(path, written)).orElseThrow().value());
  }

  @ParameterizedTest
  @EnumSource(Obligation.class)
  void offboard_obligationOnAClip_passesOnlyWhereItsTypeHasDoneIt(Obligation obligation)
      throws Exception {
    Decider decider =
        decider(pack("offboard", ClipManifest.CATEGORY, "", obligation), Knowledge.NONE);
    var collected = new Collected("test", NOW, List.of());

    boolean passes = decider.offboard(collected, ClipManifest.CATEGORY) instanceof Ruling.Allowed;

    assertThat(passes)
        .isEqualTo(Set.of(Obligation.MASK, Obligation.STRIP_POSE).contains(obligation));
  }

  @ParameterizedTest
  @EnumSource(Obligation.class)
  void decider_obligationThatNobodyFulfils_keepsTheDataAndSaysWhatWasAskedFor(Obligation obligation)
      throws Exception {
    String speed = "vehicle.motion.speed";
    Decider offboard = decider(pack("offboard", speed, "", obligation), Knowledge.NONE);
    Decider collect = decider(pack("collect", speed, "", obligation), Knowledge.NONE);
    var collected = new Collected("test", NOW, List.of());
    var signal = new Signal("Vehicle.Speed", "10");

    for (Ruling<?> ruling :
        List.of(
            offboard.offboard(collected, speed),
            offboard.release(collected, speed, signal),
            collect.collect(speed, "test", NOW))) {
      assertThat(ruling).isInstanceOf(Ruling.Stays.class);
      assertThat(((Ruling.Stays<?>) ruling).reason())
          .endsWith("Asked for: " + Fields.nameOf(obligation) + ".");
    }
  }

  @Test
  void release_coarsePositionThatMayNotLeaveEither_stays() throws Exception {
    PolicyPack pack = pack("offboard", "position.*", "", Obligation.COARSEN_POSITION);
    var collected = new Collected("test", NOW, List.of());

    Ruling<Released> ruling =
        decider(pack, Knowledge.NONE)
            .release(collected, "position.precise", new Signal(LATITUDE, "31.2"));

    assertThat(ruling).isInstanceOf(Ruling.Stays.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jurisdiction == 'CN'",
        "encrypted",
        "!qualified",
        "sensitive_area",
        "latitude > 31.0 && longitude > 121.0",
        "notice == 'n-1'",
      })
  void offboard_conditionOnWhatTheCarKnows_isDecidedByIt(String condition) throws Exception {
    String speed = "vehicle.motion.speed";
    var collected = new Collected("test", NOW, List.of());
    Facts place =
        new KnownFacts(
            Map.of(
                Variable.SENSITIVE_AREA, true,
                Variable.LATITUDE, 31.23,
                Variable.LONGITUDE, 121.47));
    var knows = new Knowledge(at -> place, (category, purpose) -> Optional.of("n-1"));
    PolicyPack drops = pack("offboard", speed, condition, Obligation.DROP);

    assertThat(decider(drops, knows).offboard(collected, speed)).isInstanceOf(Ruling.Stays.class);
    PolicyPack otherwise = pack("offboard", speed, "!(" + condition + ")", Obligation.DROP);
    assertThat(decider(otherwise, knows).offboard(collected, speed))
        .isInstanceOf(Ruling.Allowed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "exterior.clip.chunk,   anonymized,           true",
    "vehicle.motion.speed,  anonymized,           false",
    "position.coarse,       precision_m == 1000.0, true",
    "position.precise,      precision_m >= 0.0,   false",
    "exterior.clip.chunk,   precision_m >= 0.0,   false",
    "exterior.clip.chunk,   sensitive_area,       false",
    "position.precise,      minor,                false",
    "position.precise,      impact_assessment == '', false",
  })
  void offboard_conditionThatDependsOnTheData_isKnownOnlyWhereItIsTrue(
      String category, String condition, boolean known) throws Exception {
    PolicyPack pack = pack("offboard", category, condition, Obligation.DROP);
    var collected = new Collected("test", NOW, List.of());

    assertThat(decider(pack, Knowledge.NONE).offboard(collected, category) instanceof Ruling.Stays)
        .isEqualTo(known);
  }

  @Test
  @DisplayName("C15: what the law wants reported flows, whatever the consent")
  void offboard_statutoryDataWithConsentRefused_leavesForThePlatformAndForNothingElse() {
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnCar()));
    var consents = new Consents(Map.of("position", Consent.NO, "statutory", Consent.NO));
    var decider = new Decider(policies, consents, () -> NOW);
    String position = "statutory.gbt32960.position";

    Collected collected = passed(decider.collect(position, "statutory", NOW));

    assertThat(decider.offboard(collected, position, Way.toPlatform(false)))
        .isInstanceOf(Ruling.Allowed.class);
    assertThat(decider.collect(position, "fleet.telemetry", NOW)).isInstanceOf(Ruling.Stays.class);
    assertThat(decider.collect("statutory.gbt32960.oem-block", "statutory", NOW))
        .isInstanceOf(Ruling.Stays.class);
  }

  @Test
  @DisplayName("C12: geodata goes to the qualified unit, and nowhere else")
  void route_rawGeodata_goesOnlyToAnAssessedUnitAndFromAnAreaKnownNotToBeSensitive() {
    Way unit = Way.toSurveyingUnit("PIA-2026-001");
    Decider elsewhere = decider(PolicyPack.cnCar(), in(false));

    Routed routed = passed(elsewhere.route("geo.raw", "map", NOW, unit));

    assertThat(routed.rules()).contains("mnr-2022.collect.qualified", "mnr139.offboard.qualified");
    assertThat(elsewhere.route("geo.raw", "map", NOW, Way.toSurveyingUnit("")))
        .isInstanceOf(Ruling.Stays.class);
    assertThat(elsewhere.route("geo.raw", "map", NOW, Way.UPLINK)).isInstanceOf(Ruling.Stays.class);
    assertThat(elsewhere.route("vehicle.motion.speed", "map", NOW, unit))
        .isInstanceOf(Ruling.Stays.class);
    assertThat(elsewhere.collect("geo.raw", "map", NOW)).isInstanceOf(Ruling.Stays.class);
    for (Knowledge knowledge : List.of(in(true), Knowledge.NONE)) {
      assertThat(decider(PolicyPack.cnCar(), knowledge).route("geo.raw", "map", NOW, unit))
          .isInstanceOf(Ruling.Stays.class);
    }
  }

  @Test
  @DisplayName("Auto Provisions Art. 3(1): no picture is taken in a sensitive area")
  void collect_exteriorFrame_isRefusedOnlyWhereTheAreaIsKnownToBeSensitive() {
    for (Knowledge knowledge : List.of(in(false), Knowledge.NONE)) {
      assertThat(decider(PolicyPack.cnCar(), knowledge).collect("exterior.frame", "incident", NOW))
          .isInstanceOf(Ruling.Allowed.class);
    }
    assertThat(decider(PolicyPack.cnCar(), in(true)).collect("exterior.frame", "incident", NOW))
        .isInstanceOf(Ruling.Stays.class);
  }

  private static Knowledge in(boolean sensitive) {
    Facts place = new KnownFacts(Map.of(Variable.SENSITIVE_AREA, sensitive));
    return new Knowledge(at -> place, ShownNotices.UNKNOWN);
  }

  private static PolicyPack pack(
      String stage, String category, String condition, Obligation obligation)
      throws InvalidSourceException {
    String when = condition.isEmpty() ? "" : "    when: \"" + condition + "\"\n";
    String yaml =
        PACK.replace("STAGE", stage)
            .replace("CATEGORY", category)
            .replace("CONDITION", when.isEmpty() ? "" : when)
            .replace(
                "effect: EFFECT",
                "effect: transform\n    obligations: [" + Fields.nameOf(obligation) + "]");
    return PolicyPack.load(
        Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "test.yaml", Catalog.cn());
  }

  private static Decider decider(PolicyPack pack, Knowledge knowledge) {
    var policies = new PoliciesInForce(PolicyEngine.compile(pack));
    var consents = new Consents(Map.of("position", Consent.YES));
    return new Decider(policies, consents, () -> NOW, null, knowledge);
  }

  private static <P> P passed(Ruling<P> ruling) {
    return ruling
        .pass(
            NOW,
            stays -> {
              throw new AssertionError(stays);
            })
        .orElseThrow();
  }

  @Test
  void obligations_areThese() {
    // A new one has to be fulfilled or said not to be.
    assertThat(EnumSet.allOf(Obligation.class)).hasSize(8);
  }
}
