package dev.breakwater.ingest.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's state leaves and enters Flink by our own types only; generic types are off. */
final class SavepointTest {
  /** See the README beside it. */
  private static final String RELEASED = "/savepoint/0.1.0-688b80a/_metadata";

  @TempDir Path root;

  @Test
  void stateOfAnEarlierRelease_thenOfThisOne_knowsGapsClipsLossesWithdrawalsAndDuplicates()
      throws Exception {
    try (var cloud = new TestCloud(root)) {
      var drive = new SavedDrive(cloud);
      drive.sendFirst();
      drive.sendSecond();
      Path first = Files.createDirectories(root.resolve("first/savepoint/chk-1"));
      try (var released = requireNonNull(SavepointTest.class.getResourceAsStream(RELEASED))) {
        Files.copy(released, first.resolve("_metadata"));
      }
      Path savepoint = drive.runUntil(root.resolve("first"), SavedDrive.SECOND);

      drive.sendThird();
      Path second = root.resolve("second/savepoint/chk-1");
      Files.createDirectories(second.getParent());
      Files.move(savepoint, second);
      drive.runUntil(root.resolve("second"), SavedDrive.SECOND + SavedDrive.THIRD);

      // The first part was decided by the release that made the savepoint.
      List<Outcome> outcomes = cloud.outcomes();
      assertThat(outcomes).hasSize(SavedDrive.SECOND + SavedDrive.THIRD);
      assertThat(outcomes).extracting(Outcome::item).doesNotHaveDuplicates();
      assertThat(outcomes)
          .filteredOn(each -> each.verdict() != Verdict.STORED)
          .singleElement()
          .satisfies(each -> assertThat(each.reason()).contains("was withdrawn by decision 2"));
    }
  }
}
