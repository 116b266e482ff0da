package dev.breakwater.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.decide.Knowledge;
import dev.breakwater.agent.decide.ShownNotices;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C12: raw geodata goes straight to the qualified unit, and nowhere else")
class SurveyRouteTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
  private static final Bytes POINTS = Bytes.of(new byte[] {1, 2, 3});
  private static final RawGeodata GEODATA = new RawGeodata("geo.raw", NOW, POINTS);

  private final Whereabouts whereabouts =
      new Whereabouts(new SensitiveAreas(List.of(new Circle(39_900_000, 116_400_000, 1000))));
  private final List<StayedInCar> stayed = new ArrayList<>();
  private TestUnit unit;

  @BeforeEach
  void open() throws Exception {
    unit = new TestUnit();
  }

  @AfterEach
  void close() {
    unit.close();
  }

  private SurveyRoute route(Digest pin) {
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnCar()));
    var knowledge = new Knowledge(whereabouts, ShownNotices.UNKNOWN);
    var decider = new Decider(policies, new Consents(Map.of()), () -> NOW, null, knowledge);
    return new SurveyRoute(decider, new HttpsSurveyingUnit(unit.endpoint(pin)), "PIA-7");
  }

  private void drive(String latitude, String longitude) {
    whereabouts.observe(new Signal("Vehicle.CurrentLocation.Latitude", latitude), NOW);
    whereabouts.observe(new Signal("Vehicle.CurrentLocation.Longitude", longitude), NOW);
  }

  @Test
  void offer_outsideASensitiveArea_isWithTheUnit() throws Exception {
    drive("31.23", "121.47");

    assertThat(route(unit.pin()).offer(GEODATA, stayed::add)).isTrue();

    assertThat(unit.received).containsExactly("POST geo.raw " + NOW + " 3");
    assertThat(stayed).isEmpty();
  }

  @Test
  void offer_inASensitiveAreaOrWhereNobodyKnows_staysInTheCar() throws Exception {
    assertThat(route(unit.pin()).offer(GEODATA, stayed::add)).isFalse();
    drive("39.9", "116.4");
    assertThat(route(unit.pin()).offer(GEODATA, stayed::add)).isFalse();

    assertThat(unit.received).isEmpty();
    assertThat(stayed).hasSize(2);
    assertThat(stayed.get(1).rules()).contains("auto-3-1.sensitive-area.geodata");
  }

  @Test
  void offer_unitWithAnotherCertificate_isNotSpokenWith() throws Exception {
    drive("31.23", "121.47");
    var route = route(Digest.of(POINTS));

    assertThatThrownBy(() -> route.offer(GEODATA, stayed::add)).isInstanceOf(IOException.class);

    assertThat(unit.received).isEmpty();
  }

  @Test
  void offer_unitThatRefusesOrRedirects_doesNotCountAsDelivered() throws Exception {
    drive("31.23", "121.47");
    var route = route(unit.pin());
    for (int each : List.of(500, 403, 302)) {
      unit.status = each;
      assertThatThrownBy(() -> route.offer(GEODATA, stayed::add)).hasMessageContaining("" + each);
    }
    assertThat(unit.received).hasSize(3);
  }

  @Test
  void endpoint_inTheClearOrAtAPublicAddress_isRefused() throws Exception {
    var none = new OnshoreNetworks(List.of());
    Digest pin = unit.pin();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UnitEndpoint(URI.create("http://127.0.0.1/"), pin, none));
    drive("31.23", "121.47");
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnCar()));
    var knowledge = new Knowledge(whereabouts, ShownNotices.UNKNOWN);
    var decider = new Decider(policies, new Consents(Map.of()), () -> NOW, null, knowledge);
    var abroad =
        new HttpsSurveyingUnit(new UnitEndpoint(URI.create("https://203.0.113.9/"), pin, none));
    var route = new SurveyRoute(decider, abroad, "PIA-7");

    assertThatThrownBy(() -> route.offer(GEODATA, stayed::add)).hasMessageContaining("onshore");
  }

  @Test
  void geodata_ofAnotherKindOrTooLarge_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RawGeodata("exterior.clip.chunk", NOW, POINTS));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RawGeodata("geo.raw", NOW, Bytes.of(new byte[RawGeodata.MAX_BYTES + 1])));
  }

  @Test
  void whereabouts_positionThatIsOldOrNone_isNotKnown() {
    drive("39.9", "116.4");

    assertThat(sensitive(NOW)).contains(true);
    assertThat(sensitive(NOW.plus(Whereabouts.VALID))).contains(true);
    assertThat(sensitive(NOW.plus(Whereabouts.VALID).plusMillis(1))).isEmpty();
    assertThat(sensitive(NOW.minusMillis(1))).isEmpty();
    whereabouts.observe(
        new Signal("Vehicle.CurrentLocation.Latitude", "no fix"), NOW.plusSeconds(10));
    assertThat(sensitive(NOW.plusSeconds(10))).isEmpty();
    whereabouts.observe(
        new Signal("Vehicle.CurrentLocation.Latitude", "31.2"), NOW.plusSeconds(20));
    assertThat(sensitive(NOW.plusSeconds(20))).contains(false);
    whereabouts.observe(
        new Signal("Vehicle.CurrentLocation.Latitude", "31.2"), NOW.plus(Duration.ofHours(1)));
    assertThat(sensitive(NOW)).as("forgotten").isEmpty();
  }

  private Optional<Object> sensitive(Instant at) {
    return whereabouts.at(at).value(Variable.SENSITIVE_AREA);
  }
}
