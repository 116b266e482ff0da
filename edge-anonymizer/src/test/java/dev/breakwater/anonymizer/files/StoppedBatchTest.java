package dev.breakwater.anonymizer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoppedBatchTest {
  private static final int VIDEOS = 6;
  private static final int FRAMES = 10;
  private static final int KILLS = 3;
  private static final int SOAK_KILLS = 100;
  private static final int MILLIS_PER_FILE = 300;
  private static final long SEED = 20261123;

  @TempDir private Path folder;

  @Test
  void batch_killedAgainAndAgain_leavesOnlyWholeCoveredFilesAndResumes() throws Exception {
    Path in = videos();
    Path out = folder.resolve("out");
    killAgainAndAgain(KILLS, in, out);
    long before = finished(out);
    List<FileResult> results = anonymize(in, out);
    assertThat(results).allMatch(FileResult::isComplete).hasSize(VIDEOS);
    assertThat(results.stream().filter(FileResult::skipped).count()).isEqualTo(before).isPositive();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  @Tag("soak")
  void batch_killedManyTimes_leavesOnlyWholeCoveredFiles() throws Exception {
    killAgainAndAgain(SOAK_KILLS, videos(), folder.resolve("out"));
  }

  /** Kills each run after it has finished a file, anywhere in the next one. */
  private static void killAgainAndAgain(int kills, Path in, Path out) throws Exception {
    var random = new Random(SEED);
    for (int kill = 0; kill < kills; kill++) {
      if (finished(out) >= VIDEOS - 1) {
        deleteOutputs(out);
      }
      Process process = start(in, out);
      long complete = finished(out);
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (process.isAlive() && finished(out) == complete && System.nanoTime() < limit) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      process.waitFor(random.nextInt(MILLIS_PER_FILE), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertOnlyWholeFiles(out);
    }
  }

  private static void deleteOutputs(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(StoppedBatchTest::isFinalVideo).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The disk is full after any number of bytes: what is there is whole, or is not there. */
  @Test
  void disk_fullAtAnyWrite_leavesOnlyWholeCoveredFiles() throws Exception {
    Path out = Files.createDirectories(folder.resolve("small"));
    Path video = videos().resolve("0.mp4");
    assumeTrue(mount(out), "a full disk is not tested: no small file system can be mounted here");
    try {
      int complete = 0;
      for (int kib = 0; kib <= 64; kib += 4) {
        Files.write(out.resolve("ballast"), new byte[kib << 10]);
        FileResult result = anonymize(video, out).get(0);
        complete += result.isComplete() ? 1 : 0;
        assertThat(Files.exists(out.resolve("0.mp4"))).isEqualTo(result.isComplete());
        assertOnlyWholeFiles(out);
        deleteAll(out);
      }
      assertThat(complete).as("of 17 sizes, some leave room").isBetween(1, 16);
    } finally {
      run("umount", "--lazy", out.toString());
    }
  }

  private static void deleteAll(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void disk_full_getsOneLineAndLeavesNothing() throws Exception {
    Path out = Files.createDirectories(folder.resolve("small"));
    assumeTrue(mount(out), "a full disk is not tested: no small file system can be mounted here");
    try {
      Files.write(out.resolve("ballast"), new byte[60 << 10]);
      FileResult result = anonymize(videos().resolve("0.mp4"), out).get(0);
      assertThat(result.problem()).contains("No space left on device").doesNotContain("\n");
      assertThat(result.output()).isNull();
      try (Stream<Path> files = Files.list(out)) {
        assertThat(files.map(file -> file.getFileName().toString())).containsExactly("ballast");
      }
      assertThat(run("umount", out.toString())).as("nothing on it is open any more").isTrue();
    } finally {
      run("umount", "--lazy", out.toString());
    }
  }

  private static boolean mount(Path at) throws Exception {
    return run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", at.toString());
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Process start(Path in, Path out) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BatchProcess.class.getName(),
            in.toString(),
            out.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static long finished(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(StoppedBatchTest::isFinalVideo).count();
    }
  }

  private static boolean isFinalVideo(Path file) {
    return file.getFileName().toString().matches("[0-9]+\\.mp4");
  }

  private static void assertOnlyWholeFiles(Path out) throws Exception {
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(StoppedBatchTest::isFinalVideo).toList()) {
        assertCovered(file);
        assertThat(ManifestCheck.differences(file, (statement, signature) -> Optional.empty()))
            .singleElement()
            .asString()
            .contains("is unsigned");
      }
    }
  }

  /** Looks at the pixels, where the detector of the batch says that there is a face. */
  private static void assertCovered(Path file) throws Exception {
    int frames = 0;
    try (FrameSource source = FrameSource.open(file, 0)) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          frames++;
          assertThat(Frames.luma(frame, 42, 32)).isLessThan(Frames.DARKEST / 2);
          assertThat(Frames.luma(frame, 78, 68)).isLessThan(Frames.DARKEST / 2);
        }
      }
    }
    assertThat(frames).isEqualTo(FRAMES);
  }

  private static List<FileResult> anonymize(Path in, Path out) throws Exception {
    var detector = FakeDetector.seeing(FakeDetector.face(40, 30, 40, 40));
    try (var gate = new Anonymizer(detector, Profile.files())) {
      return new FileAnonymizer(gate, new BatchProcess.Silent(), BatchProcess.provenance())
          .anonymize(List.of(in), out);
    }
  }

  private Path videos() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    for (int number = 0; number < VIDEOS; number++) {
      try (Frame first = Frames.textured(0, 160, 96);
          VideoWriter writer =
              VideoWriter.create(
                  in.resolve(number + ".mp4"), VideoWriter.Container.MP4, first, 25)) {
        for (int i = 0; i < FRAMES; i++) {
          try (Frame frame = Frames.textured(i, 160, 96)) {
            writer.write(frame);
          }
        }
        writer.finish();
      }
    }
    return in;
  }
}
