package dev.breakwater.agent.cabin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Cabin sensors stay closed (Auto Provisions Art. 6(2), GB/T 44464-2024 §5.1.1)")
class CabinSensorsTest {
  @TempDir Path cabin;

  @Test
  void sensors_filesInDirectories_areCounted() throws Exception {
    Files.createDirectories(cabin.resolve("microphone"));
    Files.createDirectories(cabin.resolve("camera"));
    Files.writeString(cabin.resolve("camera/000001.raw"), "a");
    Files.writeString(cabin.resolve("camera/000002.raw"), "b");
    Files.writeString(cabin.resolve("README"), "not a sensor");

    assertThat(CabinSensors.list(cabin))
        .extracting(CabinSensor::name, CabinSensor::samples)
        .containsExactly(tuple("camera", 2L), tuple("microphone", 0L));
  }

  @Test
  void sensors_sampleThatHangsWhoeverOpensIt_isCountedUnopened() throws Exception {
    Path camera = Files.createDirectories(cabin.resolve("camera"));
    // A pipe that nobody writes to: whoever opens it to read waits for ever.
    String pipe = camera.resolve("000001.raw").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();

    var sensors = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> CabinSensors.list(cabin));

    assertThat(sensors).extracting(CabinSensor::samples).containsExactly(1L);
  }

  @Test
  void sensors_moreThanTheLimit_areRefused() throws Exception {
    for (int i = 0; i <= CabinSensors.MAX_SENSORS; i++) {
      Files.createDirectories(cabin.resolve("s" + i));
    }

    assertThatThrownBy(() -> CabinSensors.list(cabin))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 64 sensors");
  }
}
