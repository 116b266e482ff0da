package dev.breakwater.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final int KILLS = 3;
  private static final int SOAK_KILLS = 1000;
  private static final long SEED = 20261123;

  @TempDir Path home;

  /** All before this number was acknowledged by processes that ended well. */
  private long delivered;

  @Test
  void outbox_killed_keepsEveryPromisedCommitWithoutAGap() throws Exception {
    assertHoldsThrough(KILLS);
  }

  @Test
  @Tag("soak")
  void outbox_killedManyTimes_keepsEveryPromisedCommitWithoutAGap() throws Exception {
    assertHoldsThrough(SOAK_KILLS);
  }

  private void assertHoldsThrough(int kills) throws Exception {
    var random = new Random(SEED);
    Set<String> files = new HashSet<>();
    Set<String> pairs = new HashSet<>();
    for (int kill = 0; kill < kills; kill++) {
      long promised = commitUntilKilled(1 + random.nextInt(60), random.nextInt(3));
      assertHolds(promised, kill);
      assertNoncesUsedOnce(files, pairs);
    }
    assertThat(pairs).hasSizeGreaterThan(10 * kills);
  }

  /** A file is never written again once its process has ended, so each is looked at once. */
  private void assertNoncesUsedOnce(Set<String> files, Set<String> pairs) throws Exception {
    try (var storage = DirectoryStorage.openToRead(home.resolve("outbox"))) {
      for (String name : storage.list()) {
        if (files.add(name)) {
          for (String pair : Nonces.of(storage, name, new TestCar(home).vault)) {
            assertThat(pairs.add(pair)).as("%s of %s", pair, name).isTrue();
          }
        }
      }
    }
  }

  @Test
  void directory_openInAnotherProcess_isRefused() throws Exception {
    var child = child();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isNotNull();
      assertThatThrownBy(() -> DirectoryStorage.open(home.resolve("outbox")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process has it open");
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private long commitUntilKilled(int lines, int millis) throws Exception {
    Process child = child();
    String last = "0";
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        last = out.readLine();
        assertThat(last).as("the child ended by itself").isNotNull();
      }
      Thread.sleep(millis);
      // The handle, as the process would close the pipe with lines still in it.
      child.toHandle().destroyForcibly();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
    }
    child.waitFor();
    return Long.parseLong(last);
  }

  private Process child() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CommittingChild.class.getName(),
            home.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void assertHolds(long promised, int kill) throws Exception {
    var car = new TestCar(home);
    try (Outbox outbox = car.open(DirectoryStorage.open(home.resolve("outbox")))) {
      Soundness.assertSound(outbox);
      long next = outbox.head(Lane.TELEMETRY).nextNumber();
      assertThat(next).as("seed %d, kill %d", SEED, kill).isGreaterThanOrEqualTo(promised);
      assertThat(outbox.epoch()).isEqualTo(1);
      assertThat(outbox.cursors()).isEqualTo(Map.of("source", next));
      long number = delivered;
      for (PendingSegment segment : outbox.pending(Lane.TELEMETRY, Integer.MAX_VALUE)) {
        for (ItemId id : segment.items()) {
          assertThat(id.number()).isEqualTo(number);
          Signal signal = Signal.decode(Item.decode(outbox.item(id)).payload());
          assertThat(signal.value()).isEqualTo("value " + number);
          number++;
        }
      }
      assertThat(number).isEqualTo(next);
      deliverTheOlderHalf(outbox);
    }
  }

  /** So that files go, and what was acknowledged must not come back. */
  private void deliverTheOlderHalf(Outbox outbox) throws IOException {
    List<PendingSegment> pending = outbox.pending(Lane.TELEMETRY, Integer.MAX_VALUE);
    for (PendingSegment segment : pending.subList(0, pending.size() / 2)) {
      outbox.acknowledgeSegment(segment);
      for (ItemId id : segment.items()) {
        outbox.acknowledge(id);
        delivered = id.number() + 1;
      }
    }
  }
}
