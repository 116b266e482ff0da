package dev.breakwater.anonymizer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.FrameSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Frames through the gate into clips, without end")
final class GateSoakTest {
  private static final Duration SOAK = Duration.ofHours(1);
  private static final int CLIP_FRAMES = 20;
  private static final int WARM_UP_CLIPS = 2;
  private static final int SMOKE_CLIPS = 6;
  private static final long MIB = 1L << 20;
  private static final long MOST_HEAP_GROWTH = 2 * MIB;
  private static final long MOST_RESIDENT_GROWTH = 32 * MIB;
  private static final long PAGE_BYTES = 4096;

  @TempDir Path folder;

  private final List<Long> heap = new ArrayList<>();
  private final List<Long> resident = new ArrayList<>();

  @Test
  void gate_forSomeClips_takesNoMoreMemory() throws Exception {
    soak(Duration.ZERO);
  }

  @Test
  @Tag("soak")
  void gate_forAnHour_takesNoMoreMemory() throws Exception {
    soak(SOAK);
  }

  /** Makes clips for so long, but at least a few. */
  private void soak(Duration length) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    var model = ModelDescriptor.shipped();
    try (var watch =
            Watch.of(
                NetworkDetector.open(model.withLongestSide(320)),
                NetworkDetector.open(model.withLongestSide(160)));
        var gate = new Anonymizer(watch, Profile.files());
        FrameSource source = DrawnCamera.of(90, 4)) {
      for (int clip = 0; clip < SMOKE_CLIPS || System.nanoTime() < end; clip++) {
        write(source, gate);
        if (clip >= WARM_UP_CLIPS) {
          weigh();
        }
      }
    }
    assertThat(growth(heap)).as("heap after collection %s", heap).isLessThan(MOST_HEAP_GROWTH);
    assertThat(growth(resident)).as("resident %s", resident).isLessThan(MOST_RESIDENT_GROWTH);
  }

  private void write(FrameSource source, Anonymizer gate) throws Exception {
    Path file = folder.resolve("clip.mp4");
    try (var clip = new SafeClipWriter(file, "exterior.front", source.framesPerSecond())) {
      for (int i = 0; i < CLIP_FRAMES; i++) {
        add(gate.offer(source.next().orElseThrow()), clip);
      }
      add(gate.finish(), clip);
      assertThat(clip.finish().manifest().frames()).hasSize(CLIP_FRAMES);
    }
    Files.delete(file);
  }

  private static void add(List<AnonymizeResult> results, SafeClipWriter clip) throws Exception {
    for (AnonymizeResult result : results) {
      clip.add(((AnonymizeResult.Passed) result).frame());
    }
  }

  private void weigh() throws IOException {
    System.gc();
    heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    List<String> pages = List.of(Files.readString(Path.of("/proc/self/statm")).split(" ", -1));
    resident.add(Long.parseLong(pages.get(1)) * PAGE_BYTES);
  }

  /** Returns by how much the least of the second half is above the least of the first, bytes. */
  private static long growth(List<Long> weights) {
    int half = weights.size() / 2;
    long first = weights.subList(0, half).stream().mapToLong(Long::longValue).min().orElseThrow();
    long last =
        weights.subList(half, weights.size()).stream()
            .mapToLong(Long::longValue)
            .min()
            .orElseThrow();
    return last - first;
  }
}
