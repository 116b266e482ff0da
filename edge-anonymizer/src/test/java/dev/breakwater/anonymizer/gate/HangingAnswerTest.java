package dev.breakwater.anonymizer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Passed;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Reason;
import dev.breakwater.anonymizer.gate.AnonymizeResult.Withheld;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector that still finds things and hangs when it is asked for its known answer. */
final class HangingAnswerTest {
  private static final Profile IMPATIENT =
      new Profile(
          "test",
          Profile.Pace.PATIENT,
          Duration.ZERO,
          Duration.ofMillis(300),
          Duration.ofMillis(100),
          Redaction.SOLID,
          0);

  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean hangs;

  private final class Hanging implements Detector {
    @Override
    public List<Detection> detect(Frame frame) {
      return List.of();
    }

    /** Hangs as native code would: interrupts do not help. */
    @Override
    public void verify() {
      while (hangs && answers.getCount() > 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public Set<ObjectClass> classes() {
      return Set.of(ObjectClass.values());
    }

    @Override
    public List<Digest> models() {
      return List.of(Digest.ZERO);
    }

    @Override
    public void close() {}
  }

  @Test
  void knownAnswer_hangsAtTheStart_withholdsEveryFrame() {
    hangs = true;
    try (var watch = Watch.of(new Hanging(), null, nanos::get);
        var gate = new Anonymizer(watch, IMPATIENT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(reason(gate, i)).isEqualTo(Reason.DEADLINE);
      }
      answers.countDown();
    }
  }

  @Test
  void knownAnswer_hangsAfterAMinute_takesBackWhatPassedSinceTheLastGoodOne(@TempDir Path folder)
      throws Exception {
    try (var watch = Watch.of(new Hanging(), null, nanos::get);
        var gate = new Anonymizer(watch, IMPATIENT);
        var writer = new SafeVideoWriter(folder.resolve("a.mp4"), VideoWriter.Container.MP4, 25)) {
      writer.add(((Passed) gate.offer(Frames.textured(0, 64, 48)).get(0)).frame());
      hangs = true;
      nanos.addAndGet(Watch.BETWEEN_KNOWN_ANSWERS.toNanos());
      assertThat(reason(gate, 1)).isEqualTo(Reason.DEADLINE);
      assertThatThrownBy(writer::finish).isInstanceOf(UnvouchedException.class);
      answers.countDown();
    }
  }

  private static Reason reason(Anonymizer gate, int index) {
    return ((Withheld) gate.offer(Frames.textured(index, 64, 48)).get(0)).reason();
  }
}
