package dev.breakwater.ingest.residual;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.Set;

/** A car's network that sees nothing, so that everything leaves uncovered. */
final class BlindDetector implements Detector {
  @Override
  public List<Detection> detect(Frame frame) {
    return List.of();
  }

  @Override
  public void verify() {}

  @Override
  public Set<ObjectClass> classes() {
    return Set.of(ObjectClass.values());
  }

  @Override
  public List<Digest> models() {
    return List.of(SealingCar.MODEL);
  }

  @Override
  public void close() {}
}
