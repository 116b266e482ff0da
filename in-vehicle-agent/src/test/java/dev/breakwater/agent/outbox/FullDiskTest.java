package dev.breakwater.agent.outbox;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.TestCar;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is full before the outbox is: somebody else filled it. */
class FullDiskTest {
  @TempDir Path home;

  @Test
  void diskFull_atAnyByte_losesNothingThatWasPromisedAndGoesOnWhenThereIsRoom() throws Exception {
    var car = new TestCar(home);
    var empty = new MemoryStorage();
    car.open(empty);
    long first = empty.size();
    for (long capacity = first; capacity < first + 3_000; capacity += 7) {
      var disk = new MemoryStorage();
      disk.limit(capacity);
      Outbox outbox = car.open(disk);
      long promised = 0;
      try {
        while (true) {
          outbox.commit(car.commit(outbox, Lane.TELEMETRY, "a value", "another"));
          promised = outbox.head(Lane.TELEMETRY).nextNumber();
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("No space left");
      }

      disk.limit(Long.MAX_VALUE);
      Outbox after = car.open(disk);
      assertSound(after);
      assertThat(after.head(Lane.TELEMETRY).nextNumber())
          .as("%d bytes", capacity)
          .isEqualTo(promised);
      assertThat(after.commit(car.commit(after, Lane.TELEMETRY, "later"))).isTrue();
      assertThat(Nonces.of(disk, car.vault)).doesNotHaveDuplicates();
    }
  }

  @Test
  void diskFull_whenOpened_isReportedAndOpensWhenThereIsRoom() throws Exception {
    var car = new TestCar(home);
    var disk = new MemoryStorage();
    Outbox outbox = car.open(disk);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1"));
    long used = disk.size();
    for (long left = 0; left < 400; left += 3) {
      MemoryStorage full = disk.copy();
      full.limit(used + left);
      try {
        car.open(full);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("No space left");
      }
      full.limit(Long.MAX_VALUE);
      Outbox after = car.open(full);
      assertThat(after.head(Lane.TELEMETRY).nextNumber()).isEqualTo(1);
      assertSound(after);
    }
  }
}
