package dev.breakwater.anonymizer.evaluate.masking;

import static dev.breakwater.anonymizer.detect.ObjectClass.FACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.evaluate.Coverage;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.evaluate.labels.Marking;
import dev.breakwater.anonymizer.files.FileAnonymizer;
import dev.breakwater.anonymizer.files.FileResult;
import dev.breakwater.anonymizer.files.Progress;
import dev.breakwater.anonymizer.files.Provenance;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaskingTest {
  private static final LabelledObject FACE_THERE =
      LabelledObject.upright(FACE, new Box(40, 20, 40, 40));

  @TempDir Path folder;
  private Path picture;

  @BeforeEach
  void drawAPicture() throws Exception {
    picture = folder.resolve("in/set/图.png");
    Files.createDirectories(picture.getParent());
    var image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 100, 100);
    graphics.dispose();
    ImageIO.write(image, "png", picture.toFile());
  }

  private LabelledFile labelled(int width, long frame) {
    var labels =
        new LabelledPicture("set/图.png", frame, null, width, 100, null, List.of(FACE_THERE));
    return new LabelledFile(picture, List.of(new Marking(labels, null)));
  }

  private MaskedPicture product(Detector detector) throws Exception {
    try (var anonymizer = new Anonymizer(detector, Profile.files())) {
      var provenance = new Provenance("test 1", anonymizer.models(), Map.of(), Signer.none());
      var files = new FileAnonymizer(anonymizer, new Silence(), provenance);
      return new Pipeline(files, folder.resolve("out")).of(labelled(200, 0)).get(0);
    }
  }

  private static final class Silence implements Progress {
    @Override
    public void frame(Path input, long done, long expected) {}

    @Override
    public void file(FileResult result) {}
  }

  @Test
  void product_isScoredByTheListBesideItsOutput() throws Exception {
    MaskedPicture masked = product(FakeDetector.seeing(FakeDetector.face(40, 20, 40, 40)));
    assertThat(masked.withheld()).isNull();
    assertThat(Coverage.share(FACE_THERE, masked.masks())).isEqualTo(1, within(1e-9));
    assertThat(masked.meanLuma()).isBetween(100.0, 150.0);
    assertThat(masked.picture().seconds()).as("a picture has no time of its own").isNull();
    assertThat(folder.resolve("out/set/图.png")).exists();
    // Another anonymizer that writes such lists is scored the same way.
    MaskedPicture again = new SidecarMasks(folder.resolve("out")).of(labelled(200, 0)).get(0);
    assertThat(again).isEqualTo(masked);
  }

  @Test
  void product_thatFails_withholds_andAnEarlierListDoesNotCount() throws Exception {
    product(FakeDetector.seeing(FakeDetector.face(40, 20, 40, 40)));
    var failing =
        new FakeDetector(
            frame -> {
              throw new DetectionException("no", null);
            });
    Files.write(picture, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
    MaskedPicture masked = product(failing);
    assertThat(masked.withheld()).isNotNull();
    assertThat(masked.masks()).isEmpty();
    assertThat(masked.picture().objects()).containsExactly(FACE_THERE);
  }

  @Test
  void picture_thatCannotBeDecoded_isWithheld() throws Exception {
    Files.writeString(picture, "no picture");
    assertThat(product(FakeDetector.seeing()).withheld()).isNotNull();
    assertThat(new BareNetwork(FakeDetector.seeing()).of(labelled(200, 0)).get(0).withheld())
        .isNotNull();
  }

  @Test
  void list_thatIsMissing_isAWithheldPicture() throws Exception {
    MaskedPicture masked = new SidecarMasks(folder).of(labelled(200, 0)).get(0);
    assertThat(masked.withheld()).isEqualTo("there is no list of its masks");
  }

  @Test
  void list_ofAWithheldFrame_givesItsReason() throws Exception {
    Path list = folder.resolve("out/set/图.png.masks.jsonl");
    Files.createDirectories(list.getParent());
    Files.writeString(list, "{\"frame\": 0, \"withheld\": \"deadline\"}\n");
    MaskedPicture masked = new SidecarMasks(folder.resolve("out")).of(labelled(200, 0)).get(0);
    assertThat(masked.withheld()).isEqualTo("deadline");
    assertThat(masked.meanLuma()).isNotNull();
  }

  @Test
  void bareNetwork_growsItsBoxesByATenthAtEachEdge() throws Exception {
    var detector = FakeDetector.seeing(FakeDetector.face(40, 20, 40, 20));
    MaskedPicture masked = new BareNetwork(detector).of(labelled(200, 0)).get(0);
    MaskedArea mask = masked.masks().get(0);
    assertThat(mask.corners().get(0).x()).isEqualTo(36, within(1e-9));
    assertThat(mask.corners().get(0).y()).isEqualTo(18, within(1e-9));
    assertThat(mask.corners().get(2).x()).isEqualTo(84, within(1e-9));
    assertThat(mask.corners().get(2).y()).isEqualTo(42, within(1e-9));
  }

  @Test
  void labels_ofAnotherSizeOrFrame_areRefused() {
    var masking = new BareNetwork(FakeDetector.seeing());
    assertThatThrownBy(() -> masking.of(labelled(400, 0)))
        .isInstanceOf(LabelsRejectedException.class)
        .hasMessageContaining("the labels are for 400x100 pixels, it has 200x100");
    assertThatThrownBy(() -> masking.of(labelled(200, 5)))
        .isInstanceOf(LabelsRejectedException.class)
        .hasMessageContaining("there is no such frame");
  }
}
