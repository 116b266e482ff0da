package dev.breakwater.anonymizer.evaluate.sample;

import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Finds what may be drawn in a folder of pictures and clips as they were sent. */
final class SourceFolder {
  static final int MAX_FILES = 100_000;

  /** B.4: a clip has 10 s or more. */
  static final double LEAST_CLIP_SECONDS = 10;

  /** B.5: of a clip at most one frame in 2 s. */
  static final double SECONDS_BETWEEN = 2;

  private static final List<String> CLIPS = List.of(".mp4", ".mkv", ".avi", ".mov");
  private static final List<String> PICTURES = List.of(".jpg", ".jpeg", ".png");

  private final Path folder;
  private final List<Candidate> candidates = new ArrayList<>();
  private int shortClips;

  private SourceFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Looks at every picture and clip below a folder.
   *
   * @param random where in its first two seconds the frames of a clip begin
   * @throws IOException if the folder or a file in it cannot be read, or it holds too many files
   */
  static SourceFolder read(Path folder, RandomGenerator random) throws IOException {
    var source = new SourceFolder(folder);
    for (Path file : files(folder)) {
      if (endsWithAny(file, CLIPS)) {
        source.addFrames(file, random);
      } else if (endsWithAny(file, PICTURES)) {
        source.add(file);
      }
    }
    return source;
  }

  /** In the order of their names, so that a seed always means the same sample. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).limit(MAX_FILES + 1L).sorted().toList();
      if (files.size() > MAX_FILES) {
        throw new IOException(folder + " holds more than " + MAX_FILES + " files");
      }
      return files;
    }
  }

  private static boolean endsWithAny(Path file, List<String> endings) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(name::endsWith);
  }

  private void add(Path file) {
    candidates.add(new Candidate(file, name(file), sensor(file), null, null));
  }

  private void addFrames(Path file, RandomGenerator random) throws IOException {
    try (FrameSource clip = FrameSource.open(file, 0)) {
      double rate = clip.framesPerSecond();
      long frames = FrameSource.countFrames(file);
      if (frames < LEAST_CLIP_SECONDS * rate) {
        shortClips++;
        return;
      }
      // Whole frames, rounded up: never closer than two seconds.
      long step = (long) Math.ceil(SECONDS_BETWEEN * rate);
      for (long frame = random.nextLong(step); frame < frames; frame += step) {
        candidates.add(new Candidate(file, name(file), sensor(file), frame, frame / rate));
      }
    } catch (UnreadableSourceException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private String sensor(Path file) {
    String name = name(file);
    int end = name.indexOf('/');
    return end < 0 ? "." : name.substring(0, end);
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** Returns how many clips were left out because they are too short. */
  int shortClips() {
    return shortClips;
  }
}
