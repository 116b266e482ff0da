package dev.breakwater.anonymizer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.wire.GateAttestation;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the gate allocates for a frame, with the real network on a drawn street")
final class GateMemoryTest {
  private static final long MOST_HEAP_BYTES = 16L << 10;
  private static final int WARM_UP_FRAMES = 150;
  private static final int FRAMES = 60;

  /** A part of the drive with both pedestrians and cars. */
  private static final int FIRST_FRAME = 90;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Set<ByteBuffer> pixels = Collections.newSetFromMap(new IdentityHashMap<>());
  private long masks;
  private long checked;

  @ParameterizedTest(name = "check on every {0}th frame, 0 for none")
  @ValueSource(ints = {0, 1, 5})
  void gate_warm_staysUnderSixteenKilobytesAFrameAndTakesNoBuffers(int checkEvery)
      throws Exception {
    var model = ModelDescriptor.shipped();
    try (var watch =
            Watch.of(
                NetworkDetector.open(model.withLongestSide(640)),
                NetworkDetector.open(model.withLongestSide(320)));
        var gate = new Anonymizer(watch, Profile.files().withCheckEvery(checkEvery));
        FrameSource source = DrawnCamera.of(FIRST_FRAME, 4)) {
      pass(source, gate, WARM_UP_FRAMES);
      Set<ByteBuffer> warm = Collections.newSetFromMap(new IdentityHashMap<>());
      warm.addAll(pixels);
      long heap = allocated();
      long buffers = directBuffers();
      masks = 0;
      checked = 0;
      pass(source, gate, FRAMES);
      assertThat((allocated() - heap) / FRAMES).isLessThan(MOST_HEAP_BYTES);
      assertThat(directBuffers()).isLessThanOrEqualTo(buffers);
      assertThat(pixels.stream().allMatch(warm::contains)).as("the same pixels again").isTrue();
      assertThat(masks).isGreaterThan(FRAMES);
      assertThat(checked).isEqualTo(checkEvery == 0 ? 0 : FRAMES / checkEvery);
    }
  }

  private void pass(FrameSource source, Anonymizer gate, int frames) {
    for (int i = 0; i < frames; i++) {
      Frame frame = source.next().orElseThrow();
      pixels.add(frame.plane(0));
      for (AnonymizeResult result : gate.offer(frame)) {
        take(((AnonymizeResult.Passed) result).frame());
      }
    }
  }

  private void take(SafeFrame safe) {
    masks += safe.masks().size();
    checked += safe.check() == GateAttestation.Check.SAME_MODEL ? 1 : 0;
    safe.close();
  }

  /** Returns the bytes that all threads took from the heap so far. */
  private long allocated() {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private static long directBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }
}
