package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.wire.Digest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Several detectors as one: a network for faces and one for plates, say. Each searches every frame,
 * one after the other; what two of them see in one place is one object. Used by one thread at a
 * time.
 */
public final class JointDetector implements Detector {
  /** From which two boxes of different networks are one object. */
  private static final double OVERLAP = 0.45;

  private final List<Detector> parts;

  /**
   * @param parts belong to this one from here on, which closes them; the first speaks first
   * @throws IllegalArgumentException if there is none
   */
  public JointDetector(List<Detector> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a joint detector has parts");
    }
    this.parts = List.copyOf(parts);
  }

  @Override
  public List<Detection> detect(Frame frame) throws DetectionException {
    List<Candidate> all = new ArrayList<>();
    for (Detector part : parts) {
      part.detect(frame).forEach(found -> all.add(Candidate.of(found)));
    }
    return Suppression.keep(all, OVERLAP);
  }

  @Override
  public void verify() throws DetectionException {
    for (Detector part : parts) {
      part.verify();
    }
  }

  @Override
  public Set<ObjectClass> classes() {
    Set<ObjectClass> all = EnumSet.noneOf(ObjectClass.class);
    parts.forEach(part -> all.addAll(part.classes()));
    return all;
  }

  @Override
  public List<Digest> models() {
    return parts.stream().flatMap(part -> part.models().stream()).toList();
  }

  @Override
  public void close() {
    parts.forEach(Detector::close);
  }
}
