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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoppedBatchTest {
  private static final int VIDEOS = 6;
  private static final int FRAMES = 10;

  @TempDir private Path folder;

  @Test
  void batch_killedAgainAndAgain_leavesOnlyWholeFilesAndResumes() throws Exception {
    Path in = videos();
    Path out = folder.resolve("out");
    for (int kill = 0; kill < 3; kill++) {
      Process process = start(in, out);
      long complete = finished(out);
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (process.isAlive() && finished(out) == complete && System.nanoTime() < limit) {
        TimeUnit.MILLISECONDS.sleep(7);
      }
      process.destroyForcibly().waitFor();
      assertOnlyWholeFiles(out);
    }
    long before = finished(out);
    List<FileResult> results = anonymize(in, out);
    assertThat(results).allMatch(FileResult::isComplete).hasSize(VIDEOS);
    assertThat(results.stream().filter(FileResult::skipped).count()).isEqualTo(before).isPositive();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
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
        assertThat(FrameSource.countFrames(file)).isEqualTo(FRAMES);
        assertThat(ManifestCheck.differences(file, (statement, signature) -> Optional.empty()))
            .singleElement()
            .asString()
            .contains("is unsigned");
      }
    }
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
