package dev.breakwater.agent.headunit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.TestCar;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeparturesTest {
  private static final ChainId CHAIN = new ChainId(TestCar.VEHICLE, 1, Lane.TELEMETRY);

  @TempDir Path home;
  private TestCar car;
  private Departures departures;

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    car.millis.set(Instant.parse("2026-11-23T15:59:00Z").toEpochMilli());
    departures = reopen();
  }

  private Departures reopen() throws IOException {
    return Departures.open(home.resolve("left-today"), car.clocks().wall());
  }

  private static Item item(long number, String category) {
    var id = new ItemId(CHAIN, number);
    return new Item(id, category, "test", 0, null, 0, List.of(), Bytes.EMPTY);
  }

  @Test
  void departures_sameItemAgain_countsOnce() {
    departures.left(item(1, "position.precise"));
    departures.left(item(1, "position.precise"));
    departures.left(item(2, "position.precise"));

    assertThat(departures.today()).isEqualTo(Map.of("position.precise", 2L));
  }

  @Test
  void departures_midnightInChina_beginsAnew() {
    departures.left(item(1, "position.precise"));
    car.pass(Duration.ofMinutes(1));

    assertThat(departures.today()).isEmpty();
  }

  @Test
  void departures_saved_goOnTheSameDayAndNotTheNext() throws Exception {
    departures.left(item(1, "position.precise"));
    departures.save();

    assertThat(reopen().today()).isEqualTo(Map.of("position.precise", 1L));
    car.pass(Duration.ofMinutes(1));
    assertThat(reopen().today()).isEmpty();
  }

  @Test
  void departures_damagedOrTooLargeFile_isForgotten() throws Exception {
    Files.writeString(home.resolve("left-today"), "2026-11-23\nposition.precise many\n\0\n");
    assertThat(reopen().today()).isEmpty();
    Files.writeString(home.resolve("left-today"), "x 1\n".repeat(Departures.MAX_BYTES));
    assertThat(reopen().today()).isEmpty();
  }
}
