package dev.breakwater.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.VehicleRef;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the stored signals of a vehicle. */
class TelemetryTest {
  private static final VehicleRef VEHICLE = new VehicleRef("00112233445566778899aabbccddeeff");
  private static final String SPEED = "vehicle.motion.speed";
  private static final String LATITUDE = "Vehicle.CurrentLocation.Latitude";
  private static final String LONGITUDE = "Vehicle.CurrentLocation.Longitude";

  private final Telemetry telemetry = new Telemetry();
  private long number;

  private void take(String category, String path, String value, long at) {
    var id = new ItemId(new ChainId(VEHICLE, 1, Lane.TELEMETRY), number++);
    var signal = new Signal(path, value);
    telemetry.take(
        new Item(id, category, "fleet.telemetry", at, null, 0, List.of(), signal.encode()));
  }

  @Test
  void series_ofNumbers_isInTheOrderOfTime_withWhatTheSourceWroteLast() {
    take(SPEED, "Vehicle.Speed", "30.5", 2000);
    take(SPEED, "Vehicle.Speed", "29.0", 1000);
    Telemetry.Series series = telemetry.shown(false).series().get(0);
    assertThat(series.points()).containsExactly(List.of(1000L, 29.0), List.of(2000L, 30.5));
    assertThat(series.last()).isEqualTo("30.5");
    assertThat(series.samples()).isEqualTo(2);
  }

  @Test
  void series_ofWhatIsNoNumber_isCountedAndNotDrawn() {
    for (String value : List.of("true", "NaN", "Infinity", "<b>1</b>", "1".repeat(41))) {
      take("vehicle.state", "Vehicle.Door", value, 1000);
    }
    Telemetry.Series series = telemetry.shown(false).series().get(0);
    assertThat(series.points()).isEmpty();
    assertThat(series.samples()).isEqualTo(5);
  }

  @Test
  void series_ofMoreThanAPageGets_isThinnedFromTheFirstToTheLast() {
    int samples = 10 * Telemetry.MAX_POINTS;
    for (int i = 0; i < samples; i++) {
      take(SPEED, "Vehicle.Speed", Integer.toString(i), i);
    }
    List<List<Number>> points = telemetry.shown(false).series().get(0).points();
    assertThat(points).hasSize(Telemetry.MAX_POINTS);
    assertThat(points.get(0)).isEqualTo(List.of(0L, 0.0));
    assertThat(points.get(points.size() - 1)).isEqualTo(List.of((long) samples - 1, samples - 1.0));
  }

  @Test
  void paths_moreThanAreToldApart_areLeftOut() {
    for (int i = 0; i <= Telemetry.MAX_SERIES; i++) {
      take(SPEED, "Vehicle.Path" + i, "1", i);
    }
    assertThat(telemetry.shown(false).series()).hasSize(Telemetry.MAX_SERIES);
  }

  @Test
  void track_ofCoarsePositions_isRelativeAndInWholeCells_andNoSeriesHasTheCoordinates() {
    take(Track.COARSE, LATITUDE, "31.205", 1000);
    take(Track.COARSE, LONGITUDE, "120.15", 1000);
    take(Track.COARSE, LATITUDE, "31.225", 2000);
    take(Track.COARSE, LONGITUDE, "120.19", 2000);
    Telemetry.Shown shown = telemetry.shown(false);
    assertThat(shown.series()).isEmpty();
    Track track = shown.track();
    assertThat(track.cellNorthMetres()).isCloseTo(1113, within(1.0));
    assertThat(track.cellEastMetres()).isCloseTo(1904, within(2.0));
    assertThat(track.points().get(0)).isEqualTo(new Track.Point(1000, 0, 0));
    assertThat(track.points().get(1).northMetres())
        .isCloseTo(2 * track.cellNorthMetres(), within(0.001));
    assertThat(track.points().get(1).eastMetres())
        .isCloseTo(2 * track.cellEastMetres(), within(0.001));
  }

  private void position(String category, String latitude, String longitude, long at) {
    take(category, LATITUDE, latitude, at);
    take(category, LONGITUDE, longitude, at);
  }

  @Test
  void places_ofCoarsePositions_areTheirCells_withTheTimeInEach() {
    position(Track.COARSE, "31.205", "120.15", 1000);
    position(Track.COARSE, "31.205", "120.15", 2000);
    position(Track.COARSE, "-0.005", "-0.01", 3000);
    Places places = telemetry.places();
    assertThat(places.points())
        .containsExactly(
            new Places.Place(31.205, 120.15, 1000, 2000),
            new Places.Place(-0.005, -0.01, 3000, 3000));
    assertThat(telemetry.shown(false).places()).isEqualTo(2);
  }

  @Test
  void places_ofWhatACarOnlyCallsCoarse_areTheMiddlesOfCells() {
    position(Track.COARSE, "31.209999", "120.140001", 1000);
    assertThat(telemetry.places().points())
        .containsExactly(new Places.Place(31.205, 120.15, 1000, 1000));
  }

  @Test
  @DisplayName("自然资发〔2024〕139号: what is stored precisely is surveying data, and on no map")
  void places_ofPrecisePositions_areNotGiven() {
    position("position.precise", "31.200123", "120.150456", 1000);
    assertThat(telemetry.places().points()).isEmpty();
    assertThat(telemetry.shown(false).places()).isZero();
  }

  @Test
  void track_withOneCoarsePositionAmongMany_isCoarse_elseItWouldRefineThePlaceOfTheMap() {
    for (int i = 0; i < 3 * Telemetry.MAX_POINTS; i++) {
      position(i == 2 ? Track.COARSE : "position.precise", "31.2" + (1000 + i), "120.15", i);
    }
    Telemetry.Shown shown = telemetry.shown(false);
    assertThat(shown.places()).isEqualTo(1);
    assertThat(shown.track().points()).hasSize(Telemetry.MAX_POINTS);
    assertThat(shown.track().cellNorthMetres()).isGreaterThan(1000);
  }

  @Test
  void track_halfAPlaceOrOneThatIsNotOnEarth_isLeftOut() {
    take(Track.COARSE, LATITUDE, "31.205", 1000);
    take("position.precise", LATITUDE, "95", 2000);
    take("position.precise", LONGITUDE, "120", 2000);
    assertThat(telemetry.shown(false).track().points()).isEmpty();
  }

  @Test
  void track_ofPrecisePositions_isRoundedToTenMetres() {
    take("position.precise", LATITUDE, "31.200000", 1000);
    take("position.precise", LONGITUDE, "120.150000", 1000);
    take("position.precise", LATITUDE, "31.200123", 2000);
    take("position.precise", LONGITUDE, "120.150000", 2000);
    assertThat(telemetry.shown(false).track().points().get(1))
        .isEqualTo(new Track.Point(2000, 0, 10));
  }
}
