package dev.breakwater.policy.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "Vehicle.Speed.Odd,                                        unknown",
    "Vehicle.CurrentLocation,                                  unknown",
    "Vehicle.Cabinet.Door,                                     unknown",
    "'',                                                       unknown",
    "'..',                                                     unknown",
    "vehicle.speed,                                            unknown",
  })
  void catalog_signal_hasItsCategory(String path, String category) {
    assertThat(Catalog.vss().categoryOf(path)).isEqualTo(category);
  }

  @Test
  void load_badCategory_saysWhere() {
    Bytes yaml = Bytes.of("A.B: a.b\nA.C: A b\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Catalog.load(yaml, "c.yaml"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessage("c.yaml:2:6: not a category pattern: 'A b'\nA.C: A b\n     ^");
  }

  @Test
  void load_list_isRefused() {
    Bytes yaml = Bytes.of("- a\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Catalog.load(yaml, "c.yaml"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageStartingWith("c.yaml:1:1: a mapping from paths to categories");
  }
}
