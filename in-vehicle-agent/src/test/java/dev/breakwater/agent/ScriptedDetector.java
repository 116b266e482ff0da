package dev.breakwater.agent;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.Set;

/** Sees one face in every frame and fails on chosen ones. */
final class ScriptedDetector implements Detector {
  private final Set<Long> failing;
  private final Runnable before;

  /**
   * @param failing indexes of the frames it cannot search
   * @param before runs before each frame
   */
  ScriptedDetector(Set<Long> failing, Runnable before) {
    this.failing = failing;
    this.before = before;
  }

  @Override
  public List<Detection> detect(Frame frame) throws DetectionException {
    before.run();
    if (failing.contains(frame.info().index())) {
      throw new DetectionException("told to fail", null);
    }
    return List.of(new Detection(ObjectClass.FACE, new Box(4, 4, 16, 16), 0.9));
  }

  @Override
  public void verify() {
    // A script is what it is.
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
