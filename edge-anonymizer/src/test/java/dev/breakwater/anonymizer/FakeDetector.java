package dev.breakwater.anonymizer;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A detector that answers, or fails, as a test tells it to. */
public final class FakeDetector implements Detector {
  /** What a fake does with a frame. */
  public interface Answer {
    List<Detection> detect(Frame frame) throws DetectionException;
  }

  private final Answer answer;
  private final Digest model;
  private boolean closed;
  private volatile boolean broken;
  private Set<ObjectClass> classes = Set.of(ObjectClass.values());
  private final AtomicInteger verifications = new AtomicInteger();

  public FakeDetector(Answer answer) {
    this(answer, Digest.ZERO);
  }

  /** One that says it runs another model than the other fakes. */
  public static FakeDetector ofAnotherModel(Answer answer) {
    return new FakeDetector(answer, Digest.of(new byte[] {1}));
  }

  private FakeDetector(Answer answer, Digest model) {
    this.answer = answer;
    this.model = model;
  }

  public static FakeDetector seeing(Detection... detections) {
    return new FakeDetector(frame -> List.of(detections));
  }

  /** Hangs until the latch opens, as native code would: interrupts do not help. */
  public static FakeDetector hangingOn(CountDownLatch latch) {
    return new FakeDetector(
        frame -> {
          while (latch.getCount() > 0) {
            Thread.onSpinWait();
          }
          return List.of();
        });
  }

  public static Detection face(double left, double top, double width, double height) {
    return new Detection(ObjectClass.FACE, new Box(left, top, width, height), 0.9);
  }

  public static Detection plate(double left, double top, double width, double height) {
    return new Detection(ObjectClass.PLATE, new Box(left, top, width, height), 0.9);
  }

  @Override
  public List<Detection> detect(Frame frame) throws DetectionException {
    return answer.detect(frame);
  }

  @Override
  public void verify() throws DetectionException {
    verifications.incrementAndGet();
    if (broken) {
      throw DetectionException.broken("a wrong answer");
    }
  }

  /** Returns how often it was asked for its known answer. */
  public int verifications() {
    return verifications.get();
  }

  /** Lets it forget, or know again, its known answer. */
  public void setBroken(boolean broken) {
    this.broken = broken;
  }

  @Override
  public Set<ObjectClass> classes() {
    return classes;
  }

  /** Lets it search for some classes only. */
  public void setClasses(Set<ObjectClass> some) {
    classes = Set.copyOf(some);
  }

  @Override
  public List<Digest> models() {
    return List.of(model);
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
