package dev.breakwater.policy.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VssTreeTest {
  @Test
  void cover_treeOfVssTools_givesEachLeafItsCategory() throws Exception {
    VssTree tree = VssTree.load(resource("small-vss.json"), "vss.json");

    assertThat(Catalog.cn().cover(tree))
        .containsExactly(
            entry("Vehicle.Speed", "vehicle.motion.speed"),
            entry("Vehicle.VersionVSS.Major", "vehicle.system"),
            entry("Vehicle.Body.Horn.IsActive", "vehicle.body"),
            entry("Vehicle.CurrentLocation.Latitude", "position.precise"),
            entry("Vehicle.Private.Own_Signal", Catalog.UNKNOWN),
            entry("Vehicle.VehicleIdentification.VIN", "identity.vin"));
  }

  @Test
  void load_brokenTree_namesEveryPlaceAtOnce() throws Exception {
    Bytes json = resource("broken-vss.json");

    var e =
        catchThrowableOfType(
            InvalidSourceException.class, () -> VssTree.load(json, "broken-vss.json"));

    String expected = new String(resource("broken-vss.txt").toArray(), StandardCharsets.UTF_8);
    assertThat(e.getMessage() + "\n").isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Acceleration.Lateral",
        "ADAS.ABS.IsEnabled",
        "AngularVelocity.Yaw",
        "AverageSpeed",
        "Body.Trunk.Rear.IsOpen",
        "Cabin.Door.Row1.DriverSide.IsOpen",
        "CargoVolume",
        "Chassis.SteeringWheel.Angle",
        "Connectivity.IsConnectivityAvailable",
        "CurbWeight",
        "CurrentLocation.Latitude",
        "CurrentOverallWeight",
        "Diagnostics.DTCCount",
        "Driver.FatigueLevel",
        "EmissionsCO2",
        "Exterior.AirTemperature",
        "GrossWeight",
        "Height",
        "IsBrokenDown",
        "IsMoving",
        "Length",
        "LowVoltageBattery.CurrentVoltage",
        "LowVoltageSystemState",
        "MaxTowBallWeight",
        "MaxTowWeight",
        "MotionManagement.Brake.VehicleForceElectric",
        "OBD.EngineLoad",
        "Occupant.Row1.DriverSide.Identifier.Subject",
        "PowerOptimizeLevel",
        "Powertrain.Range",
        "RoofLoad",
        "Service.IsServiceDue",
        "Speed",
        "StartTime",
        "Trailer.IsConnected",
        "TraveledDistance",
        "TraveledDistanceSinceStart",
        "TripDuration",
        "TripMeterReading",
        "TurningDiameter",
        "VehicleIdentification.Brand",
        "VersionVSS.Major",
        "Width"
      })
  void cn_branchOfTheStandardTree_isCovered(String path) {
    assertThat(Catalog.cn().categoryOf("Vehicle." + path)).isNotEqualTo(Catalog.UNKNOWN);
  }

  @Test
  void load_deeperThanTheLimits_isRefused() {
    String branch = "{\"A\":{\"type\":\"branch\",\"children\":";

    assertRefused(branch.repeat(25) + "{}" + "}}".repeat(25), "24 levels");
    assertRefused("[".repeat(1_000), "nesting depth (65) exceeds");
  }

  @Test
  void load_largerThanTheLimits_isRefused() {
    assertRefused(" ".repeat(Source.MAX_TREE_BYTES + 1), "the limit is 16777216");
    assertRefused("[" + "1,".repeat(1_000_000) + "1]", "more than 1000000 values");
  }

  private static void assertRefused(String json, String message) {
    Bytes bytes = Bytes.of(json.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> VssTree.load(bytes, "x.json"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining(message);
  }

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = VssTreeTest.class.getResourceAsStream(name)) {
      return Bytes.of(in.readAllBytes());
    }
  }
}
