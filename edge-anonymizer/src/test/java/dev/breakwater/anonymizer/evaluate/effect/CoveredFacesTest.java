package dev.breakwater.anonymizer.evaluate.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.redact.Redactor;
import dev.breakwater.anonymizer.synthetic.DriveWriter;
import dev.breakwater.anonymizer.synthetic.SyntheticDrive;
import dev.breakwater.anonymizer.track.Region;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What may leave a car, shown to the shipped network: it finds the faces best, covered ones too.
 */
final class CoveredFacesTest {
  private static final double IN_SCOPE_PX = 32;
  private static final int EVERY_NTH_FRAME = 20;

  /** Share of a face that a mask of its own covers at least. */
  private static final double MOST = 0.8;

  @ParameterizedTest
  @EnumSource(names = {"SOLID", "MOSAIC"})
  @DisplayName("GB/T 44464 B.6: no real face under a mask of its own is recognized as a face")
  void mask_realFaces_noneIsRecognized(Redaction redaction) throws Exception {
    Effect.Tally tally = realFaces(redaction);

    assertThat(tally.before()).isGreaterThanOrEqualTo(145);
    assertThat(tally.after()).isZero();
  }

  @Test
  @DisplayName("GB/T 44464 B.6: no drawn face under a solid mask is recognized as a face")
  void solid_drawnFaces_noneIsRecognized() throws Exception {
    Effect.Tally tally = drawnFaces(Redaction.SOLID);

    assertThat(tally.before()).isPositive();
    assertThat(tally.after()).isZero();
  }

  private static Effect.Tally realFaces(Redaction redaction) throws Exception {
    Path folder = SharedVision.find("dev/faces");
    try (Detector street = NetworkDetector.open(ModelDescriptor.shipped())) {
      var shown = new Shown(redaction, street);
      for (SharedVision.Label label : SharedVision.labels(folder)) {
        List<Box> faces =
            label.boxes().stream()
                .filter(box -> !box.ignore() && Math.min(box.w(), box.h()) >= IN_SCOPE_PX)
                .map(box -> new Box(box.x(), box.y(), box.w(), box.h()))
                .toList();
        Path file = folder.resolve(label.file());
        shown.add(label.file(), frame(file), frame(file), faces);
      }
      return shown.tally();
    }
  }

  private static Frame frame(Path picture) throws Exception {
    try (FrameSource source = FrameSource.open(picture, 0)) {
      return source.next().orElseThrow();
    }
  }

  private static Effect.Tally drawnFaces(Redaction redaction) throws Exception {
    var drive = new SyntheticDrive(DriveWriter.SEED);
    try (Detector street = NetworkDetector.open(ModelDescriptor.shipped())) {
      var shown = new Shown(redaction, street);
      for (int i = 0; i < drive.frameCount(); i += EVERY_NTH_FRAME) {
        var drawn = drive.frame(i);
        List<Box> faces =
            drawn.truth().objects().stream()
                .filter(object -> object.kind() == ObjectClass.FACE && object.isInScope())
                .map(object -> new Box(object.x(), object.y(), object.w(), object.h()))
                .toList();
        shown.add("drive/" + i, drawn.toFrame(0), drawn.toFrame(0), faces);
      }
      return shown.tally();
    }
  }

  /** Pictures in which what the network finds is covered, and which it is then asked about. */
  private static final class Shown {
    private final Redactor redactor;
    private final Detector street;
    private final EffectCheck check;

    Shown(Redaction redaction, Detector street) {
      this.redactor = Redactor.of(redaction);
      this.street = street;
      this.check =
          new EffectCheck(List.of(new FaceReader("street-v3", street)), List.of(), List.of());
    }

    void add(String name, Frame taken, Frame sent, List<Box> faces) throws Exception {
      try (taken;
          sent) {
        List<Mask> masks =
            redactor.redact(
                sent,
                street.detect(taken).stream()
                    .map(found -> new Region(found.kind(), found.box(), found.tilt(), 1, true))
                    .toList());
        List<CoveredObject> covered =
            faces.stream()
                .filter(face -> masks.stream().anyMatch(mask -> isOf(mask, face)))
                .map(face -> new CoveredObject(ObjectClass.FACE, face))
                .toList();
        check.add(name, taken, sent, covered);
      }
    }

    /**
     * A face half under its neighbour's mask was missed: that is a matter of the detection rate.
     */
    private static boolean isOf(Mask mask, Box face) {
      return mask.kind() == ObjectClass.FACE
          && mask.extent().shared(face) >= MOST * face.width() * face.height();
    }

    Effect.Tally tally() {
      return check.result().readers().get(0);
    }
  }
}
