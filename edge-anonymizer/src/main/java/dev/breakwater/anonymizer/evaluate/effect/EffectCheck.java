package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks every installed reader about every covered object, in the picture as taken and in the
 * picture as sent (GB/T 44464-2024, B.6). One that fails to recognize it in the first says nothing
 * about the second. Used by one thread.
 */
public final class EffectCheck {
  private final List<Asked<FaceReader>> faceReaders;
  private final List<Asked<PlateReader>> plateReaders;
  private final List<String> absent;
  private final List<Effect.Hit> hits = new ArrayList<>();
  private final List<Effect.Unanswered> unanswered = new ArrayList<>();
  private int pictures;

  /**
   * @param absent readers that are not installed, in words for the report
   */
  public EffectCheck(
      List<FaceReader> faceReaders, List<PlateReader> plateReaders, List<String> absent) {
    this.faceReaders =
        faceReaders.stream()
            .map(reader -> new Asked<>(reader, reader.name(), ObjectClass.FACE))
            .toList();
    this.plateReaders =
        plateReaders.stream()
            .map(reader -> new Asked<>(reader, reader.name(), ObjectClass.PLATE))
            .toList();
    this.absent = List.copyOf(absent);
  }

  /**
   * Adds a picture; the frames stay the caller's.
   *
   * @param name what hits are listed under
   * @param taken the picture before anything was covered, in the size of the one sent
   * @param sent the picture as it leaves
   * @param covered its objects that count as correct
   * @throws IllegalArgumentException if the two pictures differ in size
   */
  public void add(String name, Frame taken, Frame sent, List<CoveredObject> covered) {
    if (taken.widthPx() != sent.widthPx() || taken.heightPx() != sent.heightPx()) {
      throw new IllegalArgumentException(name + " has another size than the picture sent (B.5)");
    }
    pictures++;
    List<CoveredObject> faces = of(ObjectClass.FACE, covered);
    if (!faces.isEmpty()) {
      faceReaders.forEach(reader -> askAboutFaces(reader, name, taken, sent, faces));
    }
    for (CoveredObject plate : of(ObjectClass.PLATE, covered)) {
      plateReaders.forEach(reader -> askAboutPlate(reader, name, taken, sent, plate));
    }
  }

  /**
   * Adds a picture that cannot be shown, as taken or as sent: about its objects nobody answers.
   *
   * @param reason in words
   */
  public void addUnreadable(String name, String reason, List<CoveredObject> covered) {
    pictures++;
    for (CoveredObject object : covered) {
      Stream.concat(faceReaders.stream(), plateReaders.stream())
          .filter(reader -> reader.kind == object.kind())
          .forEach(reader -> leaveOpen(reader, name, object, reason));
    }
  }

  /** Returns what was found so far. */
  public Effect result() {
    List<Effect.Tally> tallies =
        Stream.concat(faceReaders.stream(), plateReaders.stream()).map(Asked::tally).toList();
    return new Effect(pictures, tallies, hits, unanswered, absent);
  }

  private static List<CoveredObject> of(ObjectClass kind, List<CoveredObject> covered) {
    return covered.stream().filter(object -> object.kind() == kind).toList();
  }

  private void askAboutFaces(
      Asked<FaceReader> asked, String name, Frame taken, Frame sent, List<CoveredObject> faces) {
    try {
      List<Detection> before = asked.reader.detector().detect(taken);
      List<Detection> after = asked.reader.detector().detect(sent);
      for (CoveredObject face : faces) {
        boolean still = FaceReader.recognizes(after, face.box());
        count(asked, name, face, FaceReader.recognizes(before, face.box()), still);
      }
    } catch (DetectionException e) {
      faces.forEach(face -> leaveOpen(asked, name, face, String.valueOf(e.getMessage())));
    }
  }

  private void askAboutPlate(
      Asked<PlateReader> asked, String name, Frame taken, Frame sent, CoveredObject plate) {
    try {
      PlateReader.Reading before = asked.reader.read(taken, plate.box());
      PlateReader.Reading after = asked.reader.read(sent, plate.box());
      boolean still = PlateText.isReadAfter(after, before, plate.text());
      count(asked, name, plate, PlateText.isReadBefore(before, plate.text()), still);
    } catch (PlateReaderException e) {
      leaveOpen(asked, name, plate, String.valueOf(e.getMessage()));
    }
  }

  private void count(
      Asked<?> asked, String name, CoveredObject object, boolean before, boolean after) {
    asked.count++;
    asked.before += before ? 1 : 0;
    asked.after += after ? 1 : 0;
    if (after) {
      hits.add(new Effect.Hit(name, object.kind(), object.box(), asked.name));
    }
  }

  private void leaveOpen(Asked<?> asked, String name, CoveredObject object, String reason) {
    unanswered.add(new Effect.Unanswered(name, object.kind(), object.box(), asked.name, reason));
  }

  /** A reader and what it said; counted by this check's thread. */
  private static final class Asked<R> {
    private final R reader;
    private final String name;
    private final ObjectClass kind;
    private int count;
    private int before;
    private int after;

    Asked(R reader, String name, ObjectClass kind) {
      this.reader = reader;
      this.name = name;
      this.kind = kind;
    }

    Effect.Tally tally() {
      return new Effect.Tally(name, kind, count, before, after);
    }
  }
}
