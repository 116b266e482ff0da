package dev.breakwater.policy.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.catalog.DataKind.Grade;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  @ParameterizedTest
  @CsvSource({
    "Vehicle.Speed,                                            vehicle.motion.speed",
    "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current, vehicle.energy",
    "Vehicle.CurrentLocation.Latitude,                         position.precise",
    "Vehicle.Cabin.Seat.Row1.DriverSide.IsOccupied,            cabin.signal",
    "Vehicle.Driver.FatigueLevel,                              cabin.signal",
    "Vehicle.Driver.HeartRate,                                 biometric.heart-rate",
    "Vehicle.Driver.Identifier.Subject,                        biometric.identity",
    "Vehicle.VehicleIdentification.VIN,                        identity.vin",
    "Vehicle.VehicleIdentification.LicensePlate,               identity.plate",
    "Vehicle.VehicleIdentification.Model,                      vehicle.description",
    "Vehicle.ADAS.DMS.IsWarning,                               driver.behaviour",
    "Vehicle.ADAS.ABS.IsEngaged,                               vehicle.assistance",
    "Vehicle.Powertrain.TractionBattery.Charging.EvseId,       charging.session",
    "Vehicle.OBD.DTCList,                                      diagnostic.trouble-code",
    "Vehicle.OBD.CoolantTemperature,                           vehicle.drivetrain",
    "Vehicle.Speed.Odd,                                        unknown",
    "Vehicle.CurrentLocation,                                  unknown",
    "Vehicle.Cabinet.Door,                                     unknown",
    "'',                                                       unknown",
    "'..',                                                     unknown",
    "vehicle.speed,                                            unknown",
  })
  void catalog_signal_hasItsCategory(String path, String category) {
    assertThat(Catalog.cn().categoryOf(path)).isEqualTo(category);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exterior.clip.manifest",
        "exterior.clip.chunk",
        "position.precise",
        "position.coarse"
      })
  @DisplayName("TC260-001: exterior and track data are kept off board for 14 days at the most")
  void retention_exteriorAndTracks_isFourteenDays(String category) {
    var retention = Catalog.cn().kind(category).orElseThrow().retention();
    assertThat(retention).isEqualTo(new Retention(14, "TC260-001 (2021), unverified"));
  }

  @Test
  void retention_ofWhatNoClauseLimits_isNotGiven() {
    assertThat(Catalog.cn().kind("control.tombstone").orElseThrow().retention()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0,1 to 36500", "36501,1 to 36500", "two,a number", "-1,a number", "'',a number"})
  void retention_thatIsNone_isNamed(String days, String problem) {
    String yaml =
        new String(Catalog.cnText().toArray(), StandardCharsets.UTF_8)
            .replace("{days: 14,", "{days: \"" + days + "\",");
    assertThatThrownBy(() -> Catalog.load(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "c"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many-mistakes", "a-list", "no-kinds"})
  void load_brokenCatalog_namesEveryPlaceAtOnce(String defect) throws Exception {
    Bytes yaml = resource(defect + ".yaml");

    var e =
        catchThrowableOfType(
            InvalidSourceException.class, () -> Catalog.load(yaml, defect + ".yaml"));

    String expected = new String(resource(defect + ".txt").toArray(), StandardCharsets.UTF_8);
    assertThat(e.getMessage() + "\n").isEqualTo(expected);
  }

  @Test
  void kind_obligationFulfilled_hasTheGradeItLeadsTo() {
    DataKind kind = SmallCatalog.load().kind("data.b").orElseThrow();

    assertThat(kind.gradeAfter(Set.of())).isEqualTo(Grade.CLOSED);
    assertThat(kind.gradeAfter(Set.of(Obligation.MASK))).isEqualTo(Grade.CONDITIONAL);
    assertThat(kind.gradeAfter(Set.of(Obligation.MASK, Obligation.AGGREGATE)))
        .isEqualTo(Grade.OPEN);
    assertThat(kind.gradeAfter(Set.of(Obligation.DELAY))).isEqualTo(Grade.CLOSED);
  }

  @Test
  @DisplayName("Auto Provisions Art. 6(2), GB/T 44464-2024 5.1.1: nothing of the cabin by default")
  void cn_cabinAndBiometrics_areNotCollectedByDefaultAndClosed() {
    assertThat(Catalog.cn().categories())
        .filteredOn(category -> category.matches("(cabin|biometric)\\..*"))
        .isNotEmpty()
        .allSatisfy(
            category -> {
              DataKind kind = Catalog.cn().kind(category).orElseThrow();
              assertThat(kind.collectedByDefault()).isFalse();
              assertThat(kind.grade()).isEqualTo(Grade.CLOSED);
              assertThat(kind.isPersonal()).isTrue();
            });
  }

  @Test
  @DisplayName("Auto Provisions Art. 3(4): pictures with faces and plates are important data")
  void cn_rawExteriorFrame_isImportantAndClosedUntilMasked() {
    DataKind frame = Catalog.cn().kind("exterior.frame").orElseThrow();

    assertThat(frame.important()).containsExactly(4);
    assertThat(frame.grade()).isEqualTo(Grade.CLOSED);
    assertThat(frame.gradeAfter(Set.of(Obligation.MASK))).isEqualTo(Grade.CONDITIONAL);
  }

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = CatalogTest.class.getResourceAsStream(name)) {
      return Bytes.of(in.readAllBytes());
    }
  }
}
