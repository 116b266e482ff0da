package dev.breakwater.agent.cabin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cabin camera and microphone, as directories with one file a sample. Listing them opens none
 * of the files (Auto Provisions Art. 6(2), GB/T 44464-2024 §5.1.1): only names are counted.
 */
public final class CabinSensors {
  /** The most sensors that are looked at. */
  static final int MAX_SENSORS = 64;

  private CabinSensors() {}

  /**
   * Returns the sensors by name.
   *
   * @param cabin holds one directory for each sensor
   * @throws IOException if a directory cannot be listed, or there are too many sensors
   */
  public static List<CabinSensor> list(Path cabin) throws IOException {
    List<CabinSensor> sensors = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(cabin, Files::isDirectory)) {
      for (Path directory : directories) {
        if (sensors.size() == MAX_SENSORS) {
          throw new IOException(cabin + ": more than " + MAX_SENSORS + " sensors");
        }
        sensors.add(CabinSensor.list(directory));
      }
    }
    sensors.sort(Comparator.comparing(CabinSensor::name));
    return sensors;
  }
}
