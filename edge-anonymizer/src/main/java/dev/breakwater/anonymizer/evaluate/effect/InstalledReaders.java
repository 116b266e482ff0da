package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every reader at hand: face detectors that the caller opened, the shipped reader of plates, and
 * the programs that are installed on this machine. Used by one thread.
 */
public final class InstalledReaders implements AutoCloseable {
  private final List<FaceReader> faces = new ArrayList<>();
  private final List<PlateReader> plates = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();
  private final Optional<Detector> cascade = HaarCascade.find();
  private final CtcReader reader = CtcReader.open();

  /**
   * Looks for the installed programs.
   *
   * @param detectors our own and the operator's; they stay the caller's
   */
  public InstalledReaders(List<FaceReader> detectors) {
    faces.addAll(detectors);
    cascade.ifPresentOrElse(
        found -> faces.add(new FaceReader("OpenCV frontalface_alt2", found)),
        () -> absent.add(HaarCascade.ABSENT));
    plates.add(reader);
    Tesseract.find().ifPresentOrElse(plates::add, () -> absent.add(Tesseract.ABSENT));
  }

  /** Returns a check that asks all of them. */
  public EffectCheck check() {
    return new EffectCheck(faces, plates, absent);
  }

  @Override
  public void close() {
    cascade.ifPresent(Detector::close);
    reader.close();
  }
}
