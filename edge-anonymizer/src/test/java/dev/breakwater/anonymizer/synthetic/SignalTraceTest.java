package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalTraceTest {
  private static final List<String> LINES = SignalTrace.lines(1);

  @Test
  void lines_speed_comesTenTimesASecond() {
    assertThat(of("Vehicle.Speed")).hasSize(120);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Vehicle.CurrentLocation.Latitude",
        "Vehicle.CurrentLocation.Longitude",
        "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
        "Vehicle.Cabin.Seat.Row1.DriverSide.IsOccupied",
        "Vehicle.Driver.HeartRate",
        "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen"
      })
  void lines_otherSignals_comeOnceASecond(String path) {
    assertThat(of(path)).hasSize(12);
  }

  @Test
  void lines_carStops_speedEndsAtZero() {
    assertThat(of("Vehicle.Speed").get(119))
        .isEqualTo("{\"t\":11900,\"path\":\"Vehicle.Speed\",\"value\":\"0.0\"}");
  }

  @Test
  void lines_sameSeed_areTheSame() {
    assertThat(SignalTrace.lines(1)).isEqualTo(LINES);
  }

  private static List<String> of(String path) {
    return LINES.stream().filter(line -> line.contains('"' + path + '"')).toList();
  }
}
