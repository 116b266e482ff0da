package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.frame.FrameSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the demo plays, against the generator they came from. */
final class CommittedDriveTest {
  private static final Path DRIVE = Path.of("../cli/src/main/resources/drive");
  private static final long MAX_CLIP_BYTES = 3_000_000;

  @Test
  void clip_committed_isSmallAndHasEveryFrame() throws Exception {
    var clip = DRIVE.resolve("street.mp4");
    assertThat(Files.size(clip)).isLessThanOrEqualTo(MAX_CLIP_BYTES);
    assertThat(FrameSource.countFrames(clip)).isEqualTo(180);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100, 145, 179})
  void truth_committed_isWhatTheGeneratorDraws(int frame) throws Exception {
    var lines = Files.readAllLines(DRIVE.resolve("street.truth.jsonl"));
    assertThat(lines).hasSize(180);
    var drawn = new SyntheticDrive(DriveWriter.SEED).frame(frame).truth();
    assertThat(lines.get(frame)).isEqualTo(TruthFile.line(drawn));
  }

  @Test
  void signals_committed_areWhatTheGeneratorWrites() throws Exception {
    assertThat(Files.readAllLines(DRIVE.resolve("signals.jsonl")))
        .isEqualTo(SignalTrace.lines(DriveWriter.SEED));
  }
}
