package dev.breakwater.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Stands in for the cabin camera and microphone: directories of small files with random content.
 * Nothing may read them; since the content is random, a piece of it found anywhere else proves that
 * somebody did.
 */
final class CabinStandIn {
  private static final int CAMERA_FRAMES = 24;
  private static final int SOUND_BLOCKS = 12;
  private static final int FILE_BYTES = 4096;

  private CabinStandIn() {}

  /** Makes the files unless they are there. */
  static void prepare(Path cabin, RandomGenerator random) throws IOException {
    fill(cabin.resolve("camera"), CAMERA_FRAMES, random);
    fill(cabin.resolve("microphone"), SOUND_BLOCKS, random);
  }

  private static void fill(Path sensor, int files, RandomGenerator random) throws IOException {
    Files.createDirectories(sensor);
    for (int i = 0; i < files; i++) {
      Path file = sensor.resolve("%06d.raw".formatted(i));
      if (!Files.exists(file)) {
        byte[] content = new byte[FILE_BYTES];
        random.nextBytes(content);
        Files.write(file, content);
      }
    }
  }

  /** Returns every file of the stand-in. */
  static List<Path> files(Path cabin) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String sensor : List.of("camera", "microphone")) {
      try (Stream<Path> listing = Files.list(cabin.resolve(sensor))) {
        listing.sorted().forEach(files::add);
      }
    }
    return files;
  }
}
