package dev.breakwater.anonymizer.evaluate.labels;

import static dev.breakwater.anonymizer.detect.ObjectClass.FACE;
import static dev.breakwater.anonymizer.detect.ObjectClass.PLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.awt.image.BufferedImage;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelsTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 100;

  @TempDir Path folder;

  @BeforeEach
  void drawAPicture() throws Exception {
    draw("a.png");
  }

  private void draw(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text.replace('\'', '"'));
  }

  private static List<LabelledFile> read(Path... places) throws Exception {
    return Labels.read(List.of(places), Labels.YOLO_CLASSES);
  }

  private static LabelledPicture picture(List<LabelledFile> files) {
    assertThat(files).hasSize(1);
    assertThat(files.get(0).frames()).hasSize(1);
    return files.get(0).frames().get(0).picture();
  }

  private static List<String> problems(Path... places) {
    return catchThrowableOfType(LabelsRejectedException.class, () -> read(places)).problems();
  }

  private static final String BOX = "{'x': 10, 'y': 20, 'w': 40, 'h': 50, 'class': 'face'}";

  private static String ours(String more, String boxes) {
    return "[{'file': 'a.png', 'width': 200, 'height': 100, " + more + "'boxes': [" + boxes + "]}]";
  }

  @Test
  void ours_withWhatIsNeeded_isRead() throws Exception {
    write("labels.json", ours("", BOX));
    LabelledPicture picture = picture(read(folder));
    assertThat(picture)
        .isEqualTo(
            new LabelledPicture(
                "a.png",
                0,
                null,
                WIDTH,
                HEIGHT,
                null,
                List.of(LabelledObject.upright(FACE, new Box(10, 20, 40, 50)))));
    assertThat(read(folder).get(0).frames().get(0).isAnonymized()).isFalse();
    assertThat(read(folder).get(0).path()).isEqualTo(folder.resolve("a.png"));
  }

  @Test
  void ours_withAllThereIs_isRead() throws Exception {
    String box =
        "{'x': 10, 'y': 20, 'w': 40, 'h': 50, 'class': 'plate', 'visible': 0.25, 'ignore': true,"
            + " 'track': 't7', 'plate_kind': 'green', 'origin': 'gt', 'score': 0.5,"
            + " 'corners': [[30, 20], [50, 45], [30, 70], [10, 45]]}";
    String mask =
        "{'class': 'face', 'shape': 'ellipse', 'corners': [[0, 0], [9, 0], [9, 5], [0, 5]]}";
    write(
        "labels.json",
        ours(
            "'frame': 7, 'seconds': 1.5, 'sensor': 'front', 'source': 's', 'licence': 'l',"
                + " 'kind': 'k', 'masks': ["
                + mask
                + "], ",
            box));
    LabelledPicture picture = picture(read(folder));
    assertThat(picture.frame()).isEqualTo(7);
    assertThat(picture.seconds()).isEqualTo(1.5);
    assertThat(picture.sensor()).isEqualTo("front");
    LabelledObject plate = picture.objects().get(0);
    assertThat(plate.kind()).isEqualTo(PLATE);
    assertThat(plate.visible()).isEqualTo(0.25);
    assertThat(plate.ignore()).isTrue();
    assertThat(plate.track()).isEqualTo("t7");
    assertThat(plate.plateKind()).isEqualTo("green");
    assertThat(plate.corners()).startsWith(new Corner(30, 20), new Corner(50, 45));
    Marking marking = read(folder).get(0).frames().get(0);
    assertThat(marking.isAnonymized()).isTrue();
    assertThat(marking.masks()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'x': 10|'x': '10'|[0].boxes[0].x: is no number",
        "'x': 10|'x': 170|[0].boxes[0]: reaches out of the picture of 200x100 pixels",
        "'y': 20|'y': -2|[0].boxes[0]: reaches out of the picture",
        "'h': 50|'h': 0|[0].boxes[0]: has no width or no height",
        "'w': 40, |``|[0].boxes[0].w: is missing",
        "'face'|'car'|[0].boxes[0].class: 'car' is neither face nor plate",
        "'face'|'face', 'visble': 1|[0].boxes[0].visble: is not known here",
        "'face'|'face', 'visible': 1.1|[0].boxes[0].visible: is no number from 0 to 1",
        "'face'|'face', 'ignore': 1|[0].boxes[0].ignore: is neither true nor false",
        "'face'|'face', 'track': ''|[0].boxes[0].track: is no text",
        "'face'|'face', 'corners': [[10, 20]]|[0].boxes[0].corners: are not four",
        "'face'|'face', 'corners': [[10, 20], [50, 70], [50, 20], [10, 70]]|corners: are not four",
        "'face'|'face', 'corners': [[1, 20], [50, 20], [50, 70], [10, 70]]|corners: reach out",
        "'face'|'face', 'corners': [[10], [50, 20], [50, 70], [10, 70]]|corners[0]: is no pair",
        "'a.png'|'b.png'|[0].file: there is no file 'b.png'",
        "'a.png'|'../a.png'|[0].file: '../a.png' leads out of the labels' folder",
        "'a.png'|'a\\u0000.png'|[0].file: is no name of a file",
        "'a.png'|'/a.png'|[0].file: '/a.png' leads out of the labels' folder",
        "'width': 200|'width': 0|[0].width: is no number from 1 to 16384",
        "'width': 200|'width': 200.5|[0].width: is no whole number",
        "'width': 200|'frame': -1, 'width': 200|[0].frame: is no number",
        "'width': 200|'seconds': -1, 'width': 200|[0].seconds: is no number",
        "'width': 200|'masks': [{'class': 'face'}], 'width': 200|[0].masks[0].shape: is missing",
        "'boxes': [|'boxes': [7, |[0].boxes[0]: is no object",
        "}]}]|}]}|labels.json:1:",
        "}]}]|}]}] x|labels.json:1:",
        "'x': 10|'x': 10, 'x': 10|is no JSON: Duplicate"
      })
  void ours_withAMistake_saysWhere(String from, String to, String problem) throws Exception {
    String sound = ours("", BOX);
    assertThat(sound).contains(from);
    write("labels.json", sound.replace(from, to));
    assertThat(problems(folder)).hasSize(1);
    assertThat(problems(folder).get(0)).startsWith(folder + "/labels.json:").contains(problem);
  }

  @Test
  void ours_withManyMistakes_tellsThemTogetherAndTakesNothing() throws Exception {
    String wrong = "{'x': 10, 'y': 20, 'w': 40, 'h': 50, 'class': 'dog'}";
    write("labels.json", ours("", (wrong + ",").repeat(24) + wrong));
    assertThat(problems(folder)).hasSize(Problems.MOST_TOLD + 1);
    assertThat(problems(folder)).last().isEqualTo("and 5 more");
  }

  @Test
  void ours_beyondItsLimits_isRefused() throws Exception {
    write("labels.json", ours("", (BOX + ",").repeat(OurLabels.MAX_OBJECTS) + BOX));
    assertThat(problems(folder).get(0)).contains("has 2001 elements, at most 2000");
    write("labels.json", "[" + "0,".repeat(LabelledFiles.MAX_PICTURES) + "0]");
    assertThat(problems(folder).get(0)).contains("has 100001 elements, at most 100000");
    write("labels.json", "[".repeat(50) + "]".repeat(50));
    assertThat(problems(folder).get(0)).contains("is no JSON");
    try (var large = new RandomAccessFile(folder.resolve("labels.json").toFile(), "rw")) {
      large.setLength(Fields.MAX_FILE_BYTES + 1);
    }
    assertThat(problems(folder).get(0)).contains("is larger than");
  }

  @Test
  void frame_labelledTwice_isRefused() throws Exception {
    String one = ours("", BOX);
    write("labels.json", one.substring(0, one.length() - 1) + "," + one.substring(1));
    assertThat(problems(folder).get(0)).contains("[1]: frame 0 of 'a.png' is labelled twice");
  }

  @Test
  void fileNames_besideALabelFileOfTheWorkingFolder_areFound() throws Exception {
    var files = new LabelledFiles();
    assertThat(files.resolve(Path.of("labels.json"), "pom.xml", "file"))
        .isEqualTo(Path.of("pom.xml"));
    assertThatThrownBy(() -> files.resolve(Path.of("labels.json"), "../pom.xml", "file"))
        .hasMessageContaining("leads out");
  }

  @Test
  void folder_ofFolders_isOneOfSets() throws Exception {
    draw("night/a.png");
    draw("day/a.png");
    write("night/labels.json", ours("", BOX));
    write("day/labels.json", ours("", BOX));
    Files.createDirectory(folder.resolve("videos"));
    assertThat(read(folder))
        .extracting(LabelledFile::name)
        .containsExactly("day/a.png", "night/a.png");
    assertThat(picture(read(folder.resolve("day"))).file()).isEqualTo("a.png");
    assertThat(picture(read(folder.resolve("day/labels.json"))).set()).isEqualTo(".");
    // The same name from two folders would be one picture.
    assertThat(problems(folder.resolve("day"), folder.resolve("night")).get(0))
        .contains("labelled twice");
  }

  @Test
  void folder_withoutLabels_isRefused() {
    assertThat(problems(folder).get(0)).contains("holds no labels.json");
  }

  private static String coco(String annotations) {
    return "{'images': [{'id': 5, 'file_name': 'a.png', 'width': 200, 'height': 100, 'x': 1}],"
        + "'annotations': ["
        + annotations
        + "], 'categories': [{'id': 1, 'name': 'face'}, {'id': 9, 'name': 'License Plate'},"
        + " {'id': 2, 'name': 'car'}]}";
  }

  private static final String ANNOTATION =
      "{'image_id': 5, 'category_id': 9, 'bbox': [10, 20, 40, 50], 'iscrowd': 0}";

  @Test
  void coco_isRead() throws Exception {
    String crowd =
        "{'image_id': 5, 'category_id': 1, 'bbox': [60.5, 20, 40, 50], 'iscrowd': 1, 'area': 3}";
    write("annotations.json", coco(ANNOTATION + "," + crowd));
    assertThat(picture(read(folder)).objects())
        .containsExactly(
            LabelledObject.upright(PLATE, new Box(10, 20, 40, 50)),
            LabelledObject.upright(FACE, new Box(60.5, 20, 40, 50), 1, true));
    write("annotations.json", coco(""));
    assertThat(picture(read(folder)).objects()).isEmpty();
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'image_id': 5|'image_id': 6|annotations[0].image_id: is that of no image",
        "'category_id': 9|'category_id': 8|annotations[0].category_id: is that of no category",
        "'category_id': 9|'category_id': 2|category_id: 'car' is neither face nor plate",
        "[10, 20, 40, 50]|[10, 20, 40]|annotations[0].bbox: is not x, y, width and height",
        "[10, 20, 40, 50]|[10, 20, 0, 50]|annotations[0].bbox: has no width",
        "[10, 20, 40, 50]|[10, 20, 240, 50]|annotations[0].bbox: reaches out",
        "'iscrowd': 0|'iscrowd': 2|annotations[0].iscrowd: is no number from 0 to 1",
        "'a.png'|'b.png'|images[0].file_name: there is no file",
        "'categories'|'kinds'|categories: is missing"
      })
  void coco_withAMistake_saysWhere(String from, String to, String problem) throws Exception {
    String sound = coco(ANNOTATION);
    assertThat(sound).contains(from);
    write("annotations.json", sound.replace(from, to));
    assertThat(problems(folder).get(0)).startsWith(folder + "/annotations.json:").contains(problem);
  }

  @Test
  void yolo_withSizesFromThePicture_isRead() throws Exception {
    draw("b.png");
    write("a.txt", "0 0.25 0.5 0.5 0.4\n\n1 0.9 .9 0.1 1e-1\n");
    write("b.txt", "");
    List<LabelledFile> files = read(folder);
    assertThat(files).extracting(LabelledFile::name).containsExactly("a.png", "b.png");
    LabelledPicture picture = files.get(0).frames().get(0).picture();
    assertThat(picture.widthPx()).isEqualTo(WIDTH);
    assertThat(picture.objects())
        .containsExactly(
            LabelledObject.upright(FACE, new Box(0, 30, 100, 40)),
            LabelledObject.upright(PLATE, new Box(170, 85, 20, 10)));
    assertThat(files.get(1).frames().get(0).picture().objects()).isEmpty();
    List<ObjectClass> turned = List.of(PLATE, FACE);
    assertThat(Labels.read(List.of(folder), turned).get(0).frames().get(0).picture().objects())
        .extracting(LabelledObject::kind)
        .containsExactly(PLATE, FACE);
    write("classes.txt", "licence_plate\nface\n");
    assertThat(read(folder).get(0).frames().get(0).picture().objects())
        .extracting(LabelledObject::kind)
        .containsExactly(PLATE, FACE);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0.5 0.5 0.1|a.txt:1: has 4 columns, not 5",
        "2 0.5 0.5 0.1 0.1|a.txt:1: class 2 is not one of 2",
        "0.5 0.5 0.5 0.1 0.1|a.txt:1: class 0.5 is not one of 2",
        "0 1.5 0.5 0.1 0.1|a.txt:1: 1.5 is no share of a side, 0 to 1",
        "0 0.5 0.5 0.1 NaN|a.txt:1: 'NaN' is no number",
        "0 -0.5 0.5 0.1 0.1|a.txt:1: '-0.5' is no number",
        "0 0.5 0.5 0.1 0|a.txt:1: has no width or no height",
        "0 0.95 0.5 0.2 0.1|a.txt:1: reaches out of the picture"
      })
  void yolo_withAMistake_saysTheLine(String line, String problem) throws Exception {
    write("a.txt", line + "\n0 0.5 0.5 0.1 0.1\n");
    assertThat(problems(folder)).singleElement().asString().contains(problem);
  }

  @Test
  void yolo_incomplete_isRefused() throws Exception {
    write("a.txt", "");
    draw("b.png");
    assertThat(problems(folder)).singleElement().asString().contains("b.txt: is missing");
    write("b.txt", "0 0.5 0.5 0.1 0.1\n".repeat(OurLabels.MAX_OBJECTS + 1));
    assertThat(problems(folder).get(0)).contains("has more than 2000 lines");
    write("b.txt", "x".repeat((int) YoloLabels.MAX_FILE_BYTES + 1));
    assertThat(problems(folder).get(0)).contains("is larger than");
    Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(problems(folder).get(0)).contains("is no UTF-8 text");
    write("b.txt", "");
    write("classes.txt", "face\ndog\n");
    assertThat(problems(folder).get(0)).contains("classes.txt:2: 'dog' is neither");
    Files.delete(folder.resolve("classes.txt"));
    Files.writeString(folder.resolve("b.png"), "no picture");
    assertThat(problems(folder).get(0)).contains("b.png cannot be decoded");
  }

  @Test
  void dev_isReadAsItsTablesSay() throws Exception {
    List<LabelledFile> files = read(SharedVision.find("dev"));
    assertThat(files).hasSize(75);
    assertThat(
            files.stream()
                .flatMap(file -> file.frames().get(0).picture().objects(FACE).stream())
                .filter(face -> !face.ignore()))
        .hasSize(217);
  }
}
