package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SyntheticDriveTest {
  private static final SyntheticDrive DRIVE = new SyntheticDrive(DriveWriter.SEED);
  private static final List<FrameTruth> TRUTH =
      IntStream.range(0, 12).mapToObj(i -> DRIVE.frame(15 * i + 9).truth()).toList();

  @Test
  void frame_sameSeed_isTheSame() {
    var once = new SyntheticDrive(7).frame(140);
    var again = new SyntheticDrive(7).frame(140);
    assertThat(hash(again.picture())).isEqualTo(hash(once.picture()));
    assertThat(again.truth()).isEqualTo(once.truth());
  }

  @Test
  void frame_anotherSeed_isAnotherPicture() {
    assertThat(hash(new SyntheticDrive(8).frame(0).picture()))
        .isNotEqualTo(hash(new SyntheticDrive(7).frame(0).picture()));
  }

  @Test
  void frame_outsideTheDrive_isRefused() {
    assertThatThrownBy(() -> DRIVE.frame(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DRIVE.frame(180)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void truth_everyBox_liesInsideThePicture() {
    assertThat(objects())
        .allSatisfy(
            object -> {
              assertThat(object.x()).isGreaterThanOrEqualTo(0);
              assertThat(object.y()).isGreaterThanOrEqualTo(0);
              assertThat(object.x() + object.w()).isLessThanOrEqualTo(SyntheticDrive.WIDTH_PX);
              assertThat(object.y() + object.h()).isLessThanOrEqualTo(SyntheticDrive.HEIGHT_PX);
              assertThat(object.visible()).isGreaterThan(0).isLessThanOrEqualTo(1);
            });
  }

  @Test
  void truth_wholeDrive_hasSmallAndLargeFacesAndPlates() {
    assertThat(sides(ObjectClass.FACE)).anyMatch(side -> side < 32).anyMatch(side -> side > 90);
    assertThat(sides(ObjectClass.PLATE)).anyMatch(side -> side < 16).anyMatch(side -> side > 45);
  }

  @Test
  void truth_wholePlate_hasTheProportionsOfItsKind() {
    assertThat(objects().stream().filter(PlantedObject::isInScope))
        .filteredOn(object -> object.kind() == ObjectClass.PLATE)
        .isNotEmpty()
        .allSatisfy(plate -> assertThat(plate.w() / plate.h()).isBetween(1.99, 3.44));
  }

  private static List<PlantedObject> objects() {
    return TRUTH.stream().flatMap(truth -> truth.objects().stream()).toList();
  }

  private static List<Double> sides(ObjectClass kind) {
    return objects().stream()
        .filter(object -> object.kind() == kind && object.visible() == 1)
        .map(object -> Math.min(object.w(), object.h()))
        .toList();
  }

  private static int hash(BufferedImage picture) {
    return Arrays.hashCode(
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()));
  }
}
