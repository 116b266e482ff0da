package dev.breakwater.agent.cabin;

import dev.breakwater.agent.decide.Collected;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sensor in the cabin, as a directory with one file for each sample. Its samples are counted by
 * their names; to open one takes the pass that the policy gives under a consent, and there is no
 * way from the sample into the outbox.
 */
public final class CabinSensor {
  /** The largest sample that is read, bytes. */
  public static final int MAX_SAMPLE_BYTES = 4 << 20;

  /** The most samples that a sensor may have. */
  static final int MAX_SAMPLES = 1_000_000;

  private final Path directory;
  private final List<Path> samples;

  private CabinSensor(Path directory, List<Path> samples) {
    this.directory = directory;
    this.samples = samples;
  }

  static CabinSensor list(Path directory) throws IOException {
    List<Path> samples = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      for (Path name : names) {
        if (samples.size() == MAX_SAMPLES) {
          throw new IOException(directory + ": more than " + MAX_SAMPLES + " samples");
        }
        samples.add(name);
      }
    }
    samples.sort(null);
    return new CabinSensor(directory, samples);
  }

  /** Returns the name of the sensor, e.g. {@code camera}. */
  public String name() {
    return directory.getFileName().toString();
  }

  /** Returns the category of its data. */
  public String category() {
    return "cabin." + name();
  }

  /** Returns how many samples it has. */
  public long samples() {
    return samples.size();
  }

  /**
   * Opens a sample, reads it and closes it.
   *
   * @param index from 0
   * @param pass says that the policy permitted to collect it
   * @throws IOException also if it is larger than {@link #MAX_SAMPLE_BYTES}
   */
  public CabinSample read(int index, Collected pass) throws IOException {
    Path sample = samples.get(index);
    if (Files.size(sample) > MAX_SAMPLE_BYTES) {
      throw new IOException(sample + ": larger than " + MAX_SAMPLE_BYTES + " bytes");
    }
    Bytes content = Bytes.of(Files.readAllBytes(sample));
    return new CabinSample(category(), pass.at().toEpochMilli(), content);
  }
}
