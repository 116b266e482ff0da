package dev.breakwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.capture.TraceLine.Sample;
import dev.breakwater.agent.capture.TraceLine.Unreadable;
import dev.breakwater.wire.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTraceTest {
  private static final String HEADING = "millis,path,value\n";

  @TempDir Path home;

  @Test
  void csv_lines_areSamplesBelowTheHeading() throws Exception {
    String lines =
        "0,Vehicle.Speed,12.3\r\n"
            + "1200,Vehicle.Exterior.Note,\"a, \"\"b\"\"\"\n"
            + "1300,Vehicle.Speed,\n";

    assertThat(read(HEADING + lines))
        .containsExactly(
            new Sample(0, new Signal("Vehicle.Speed", "12.3")),
            new Sample(1200, new Signal("Vehicle.Exterior.Note", "a, \"b\"")),
            new Sample(1300, new Signal("Vehicle.Speed", "")));
  }

  @Test
  void csv_anotherHeading_isUnreadableAndTheRestIsRead() throws Exception {
    assertThat(read("time,path,value\n5,Vehicle.Speed,1\n"))
        .containsExactly(
            new Unreadable("the first line is not 'millis,path,value'"),
            new Sample(5, new Signal("Vehicle.Speed", "1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,Vehicle.Speed",
        "1,Vehicle.Speed,2,3",
        "-1,Vehicle.Speed,2",
        "1.5,Vehicle.Speed,2",
        "1,,2",
        "99999999999999999,Vehicle.Speed,2",
        "1,Vehicle.Speed,\"2",
        "1,Vehicle.Speed,\"2\"3",
      })
  void csv_badLine_isUnreadableAndTheNextIsRead(String bad) throws Exception {
    assertThat(read(HEADING + bad + "\n7,Vehicle.Speed,1"))
        .hasSize(2)
        .last()
        .isEqualTo(new Sample(7, new Signal("Vehicle.Speed", "1")));
    assertThat(read(HEADING + bad + "\n").get(0)).isInstanceOf(Unreadable.class);
  }

  private List<TraceLine> read(String content) throws Exception {
    Path file = Files.writeString(home.resolve("trace.csv"), content);
    List<TraceLine> lines = new ArrayList<>();
    try (SignalTrace trace = SignalTrace.open(file)) {
      for (var line = trace.nextUntil(Long.MAX_VALUE);
          line.isPresent();
          line = trace.nextUntil(Long.MAX_VALUE)) {
        lines.add(line.get());
      }
    }
    return lines;
  }
}
