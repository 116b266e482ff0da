package dev.breakwater.agent.cabin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cabin camera and microphone, as directories with one file a sample. The files are never
 * opened, under no consent: nothing in the car processes cabin data yet (Auto Provisions Art. 6(2),
 * GB/T 44464-2024 §5.1.1). Only names are counted.
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
        sensors.add(new CabinSensor(directory.getFileName().toString(), names(directory)));
      }
    }
    sensors.sort(Comparator.comparing(CabinSensor::name));
    return sensors;
  }

  private static long names(Path directory) throws IOException {
    long count = 0;
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      for (Path ignored : names) {
        count++;
      }
    }
    return count;
  }
}
