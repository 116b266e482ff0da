package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.Labels;
import dev.breakwater.anonymizer.synthetic.PlateNumber.Kind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeneratedSetTest {
  private static final int PICTURES = 8;

  @TempDir private Path folder;

  @Test
  void picture_sameSeedAndNumber_isTheSame() {
    var once = new GeneratedSet(3).picture(5);
    var again = new GeneratedSet(3).picture(5);
    assertThat(pixels(again.drawn().picture())).isEqualTo(pixels(once.drawn().picture()));
    assertThat(again.drawn().truth()).isEqualTo(once.drawn().truth());
    assertThat(new GeneratedSet(4).picture(5).drawn().truth()).isNotEqualTo(once.drawn().truth());
  }

  @Test
  void passers_ofSixteenPictures_bringEachKindInEachLane() {
    var seen = new HashSet<String>();
    for (int number = 0; number < 16; number++) {
      List<Actor> cast = new Passers(new Random(number), number).cast();
      for (int lane = 0; lane < 4; lane++) {
        seen.add(lane + " " + cast.get(lane).plate().orElseThrow().kind());
      }
    }
    assertThat(seen).hasSize(4 * (Kind.values().length - 1));
  }

  @Test
  void truth_ofEachPicture_namesTheKindOfEveryPlate() {
    var picture = new GeneratedSet(1).picture(0);
    assertThat(picture.drawn().truth().objects()).isNotEmpty();
    for (PlantedObject object : picture.drawn().truth().objects()) {
      assertThat(picture.plateKinds().containsKey(object.track()))
          .isEqualTo(!object.text().isEmpty());
    }
  }

  @Test
  void write_aFewPictures_isReadByCertify() throws Exception {
    Path target = folder.resolve("set");
    var progress = new ArrayList<Integer>();
    GeneratedSetWriter.write(new GeneratedSet(1), PICTURES, target, progress::add);
    List<LabelledFile> files = Labels.read(List.of(target), Labels.YOLO_CLASSES);
    assertThat(files).hasSize(PICTURES);
    assertThat(progress).hasSize(PICTURES).endsWith(PICTURES);
    var picture = files.get(0).frames().get(0).picture();
    assertThat(picture.sensor()).isEqualTo("synthetic");
    assertThat(picture.objects()).isNotEmpty();
    assertThat(entries()).containsExactly("set");
  }

  @Test
  void write_whereSomethingIs_leavesIt() throws Exception {
    Path target = Files.writeString(folder.resolve("set"), "mine");
    assertThatThrownBy(() -> GeneratedSetWriter.write(new GeneratedSet(1), 1, target, done -> {}))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(target).hasContent("mine");
  }

  @Test
  void write_stoppedInTheMiddle_leavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                GeneratedSetWriter.write(
                    new GeneratedSet(1),
                    2,
                    folder.resolve("set"),
                    done -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    assertThat(entries()).isEmpty();
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString()).toList();
    }
  }

  private static int pixels(BufferedImage picture) {
    int[] all =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    return Arrays.hashCode(all);
  }
}
