package dev.breakwater.anonymizer.files;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileAnonymizerTest {
  private static final FakeDetector.Answer FACE = frame -> List.of(face(40, 30, 40, 40));

  @TempDir private Path folder;
  private Path in;
  private Path out;
  private final List<String> told = new ArrayList<>();
  private Provenance provenance =
      new Provenance("test 1", List.of(Digest.ZERO), Map.of("redaction", "solid"), Signer.none());
  private Set<ExportFormat> exports = Set.of();

  @BeforeEach
  void makeFolders() throws IOException {
    in = Files.createDirectories(folder.resolve("in/市区"));
    out = folder.resolve("out");
  }

  @Test
  void folder_ofMixedFiles_isMirroredWithoutTheRest() throws Exception {
    picture(in.resolve("a.jpg"), PictureFormat.JPEG);
    picture(in.resolve("b.PNG"), PictureFormat.PNG);
    video(in.resolve("c.mp4"));
    video(in.resolve("d.mkv"));
    Files.move(video(in.resolve("e.mp4.tmp")), in.resolve("e.mov"));
    Files.writeString(in.resolve("notes.txt"), "not anonymized, so not copied");
    List<FileResult> results = anonymize(FACE, folder.resolve("in"));
    assertThat(results).allMatch(FileResult::isComplete).hasSize(5);
    assertThat(files(out).stream().filter(name -> !name.endsWith(".manifest.json")))
        .containsExactlyInAnyOrder(
            "市区/a.jpg",
            "市区/b.PNG",
            "市区/c.mp4",
            "市区/d.mkv",
            "市区/e.mp4",
            "市区/a.jpg.masks.jsonl",
            "市区/b.PNG.masks.jsonl",
            "市区/c.mp4.masks.jsonl",
            "市区/d.mkv.masks.jsonl",
            "市区/e.mp4.masks.jsonl");
    assertThat(PictureFormat.of(out.resolve("市区/b.PNG"))).contains(PictureFormat.PNG);
    assertThat(FrameSource.countFrames(out.resolve("市区/d.mkv"))).isEqualTo(10);
    assertThat(told).contains("c.mp4 10 of 10", "c.mp4 done");
  }

  @Test
  void picture_anonymized_isCoveredWhereTheListSays() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), PictureFormat.JPEG);
    FileResult result = anonymize(FACE, picture).get(0);
    assertThat(result.faces()).isEqualTo(1);
    JsonNode line = masks("a.jpg").get(0);
    assertThat(line.get("class").asText()).isEqualTo("face");
    assertThat(line.get("corners").toString())
        .isEqualTo("[[32.0,22.0],[88.0,22.0],[88.0,78.0],[32.0,78.0]]");
    try (var source = FrameSource.open(out.resolve("a.jpg"), 0);
        Frame frame = source.next().orElseThrow()) {
      assertThat(Frames.luma(frame, 60, 50)).isLessThan(25);
      assertThat(Frames.luma(frame, 120, 80)).isGreaterThan(50);
    }
  }

  @Test
  void picture_detectorFails_hasNoOutputButIsListed() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), PictureFormat.JPEG);
    Files.createDirectories(out);
    picture(out.resolve("a.jpg"), PictureFormat.JPEG);
    FileResult result = anonymize(FileAnonymizerTest::fail, picture).get(0);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.withheld()).isEqualTo(1);
    assertThat(result.output()).isNull();
    assertThat(files(out)).containsExactlyInAnyOrder("a.jpg.masks.jsonl", "a.jpg.manifest.json");
    assertThat(masks("a.jpg").get(0).get("withheld").asText()).isEqualTo("detector_failed");
  }

  @Test
  void video_detectorFailsOnOneFrame_leavesThatFrameOutAndListsIt() throws Exception {
    Path video = video(in.resolve("c.mp4"));
    FileResult result =
        anonymize(frame -> frame.info().index() == 4 ? fail(frame) : List.of(), video).get(0);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.frames()).isEqualTo(10);
    assertThat(result.withheld()).isEqualTo(1);
    assertThat(FrameSource.countFrames(out.resolve("c.mp4"))).isEqualTo(9);
    JsonNode line = masks("c.mp4").get(0);
    assertThat(line.get("frame").asInt()).isEqualTo(4);
    assertThat(line.get("seconds").asDouble()).isEqualTo(0.16);
  }

  @Test
  void input_undecodable_isReportedAndDoesNotStopTheOthers() throws Exception {
    Path broken = Files.write(in.resolve("broken.mp4"), new byte[5000]);
    Path cut = in.resolve("cut.jpg");
    byte[] content = Files.readAllBytes(picture(cut, PictureFormat.JPEG));
    Files.write(cut, Arrays.copyOf(content, content.length / 2));
    Path sound = picture(in.resolve("sound.jpg"), PictureFormat.JPEG);
    List<FileResult> results = anonymize(FACE, broken, cut, in.resolve("missing.jpg"), sound);
    assertThat(results)
        .extracting(FileResult::isComplete)
        .containsExactly(false, false, false, true);
    assertThat(results.get(0).problem()).startsWith(broken + ": not a video");
    assertThat(results.get(1).withheld()).isEqualTo(1);
    assertThat(files(out)).contains("sound.jpg").doesNotContain("broken.mp4", "cut.jpg");
  }

  @Test
  void video_cutOff_isReportedNotPassedOffAsWhole() throws Exception {
    Path video = video(in.resolve("c.mp4"));
    byte[] content = indexFirst(Files.readAllBytes(video));
    Files.write(video, Arrays.copyOf(content, content.length * 2 / 3));
    FileResult result = anonymize(FACE, video).get(0);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.problem()).contains("cut off");
    assertThat(result.frames()).isEqualTo(FrameSource.countFrames(video)).isBetween(1L, 9L);
    assertThat(FrameSource.countFrames(out.resolve("c.mp4")))
        .isEqualTo(result.frames() - result.withheld());
  }

  /** Moves the index (moov) of a small MP4 file to its front, as recorders write it. */
  private static byte[] indexFirst(byte[] mp4) {
    ByteBuffer file = ByteBuffer.wrap(mp4);
    int media = file.getInt(0) + file.getInt(file.getInt(0));
    int index = media + file.getInt(media);
    int moved = mp4.length - index;
    int offsets = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("stco") + 8;
    for (int i = 1; i <= file.getInt(offsets); i++) {
      file.putInt(offsets + 4 * i, file.getInt(offsets + 4 * i) + moved);
    }
    return ByteBuffer.allocate(mp4.length)
        .put(mp4, 0, media)
        .put(mp4, index, moved)
        .put(mp4, media, index - media)
        .array();
  }

  @Test
  void output_detectorDiesInTheMiddle_leavesNothingHalfWritten() throws Exception {
    Path video = video(in.resolve("c.mp4"));
    try (var gate = new Anonymizer(new FakeDetector(FACE), Profile.files())) {
      var anonymizer = new FileAnonymizer(gate, new Interrupting(), provenance);
      assertThatThrownBy(() -> anonymizer.anonymize(List.of(video), out))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(files(out)).isEmpty();
  }

  @Test
  void output_unwritable_isReported() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), PictureFormat.JPEG);
    Files.writeString(out, "a file where a folder should be");
    FileResult result = anonymize(FACE, picture).get(0);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.problem()).contains(out.toString());
  }

  @Test
  void output_sameForTwoInputs_isRefusedBeforeAnyIsWritten() throws Exception {
    Path one = video(in.resolve("c.mp4"));
    Path other = Files.copy(one, in.resolve("c.mov"));
    assertThatThrownBy(() -> anonymize(FACE, one, other))
        .isInstanceOf(OutputConflictException.class);
    assertThatThrownBy(() -> anonymize(FACE, one, one)).isInstanceOf(OutputConflictException.class);
    assertThat(out).doesNotExist();
  }

  @Test
  void output_sameAsInput_isRefused() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), PictureFormat.JPEG);
    out = in;
    byte[] before = Files.readAllBytes(picture);
    assertThatThrownBy(() -> anonymize(FACE, picture)).isInstanceOf(OutputConflictException.class);
    assertThat(Files.readAllBytes(picture)).isEqualTo(before);
  }

  @Test
  void output_completeAndUnchanged_isSkippedAndSaidSo() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), PictureFormat.JPEG);
    Path video = video(in.resolve("c.mp4"));
    anonymize(FACE, picture, video);
    Files.writeString(out.resolve("a.jpg.masks.jsonl"), "");
    List<FileResult> again = anonymize(FACE, picture, video);
    assertThat(again).extracting(FileResult::skipped).containsExactly(false, true);
    assertThat(again.get(1).faces()).isEqualTo(10);
    assertThat(again).allMatch(FileResult::isComplete);
    assertThat(masks("a.jpg")).hasSize(1);
  }

  @Test
  void output_madeOtherwiseOrOfAnotherInput_isMadeAgain() throws Exception {
    Path picture = picture(in.resolve("a.jpg"), PictureFormat.JPEG);
    anonymize(FACE, picture);
    provenance = new Provenance("test 1", List.of(), Map.of("redaction", "mosaic"), Signer.none());
    assertThat(anonymize(FACE, picture).get(0).skipped()).isFalse();
    exports = Set.of(ExportFormat.KITTI);
    assertThat(anonymize(FACE, picture).get(0).skipped()).isFalse();
    assertThat(anonymize(FACE, picture).get(0).skipped()).isTrue();
    Files.delete(picture);
    picture(picture, PictureFormat.PNG);
    assertThat(anonymize(FACE, picture).get(0).skipped()).isFalse();
  }

  @Test
  void output_withWithheldFrames_isMadeAgain() throws Exception {
    Path video = video(in.resolve("c.mp4"));
    anonymize(frame -> frame.info().index() < 4 ? fail(frame) : List.of(), video);
    FileResult again = anonymize(FACE, video).get(0);
    assertThat(again.skipped()).isFalse();
    assertThat(again.isComplete()).isTrue();
  }

  @Test
  void manifest_ofAVideo_saysWhatItIsAndWhyFramesAreMissing() throws Exception {
    Path video = video(in.resolve("c.mp4"));
    anonymize(
        frame -> frame.info().index() == 4 || frame.info().index() == 5 ? fail(frame) : List.of(),
        video);
    JsonNode said = new ObjectMapper().readTree(out.resolve("c.mp4.manifest.json").toFile());
    byte[] content = Files.readAllBytes(out.resolve("c.mp4"));
    assertThat(said.at("/output/sha256").asText()).isEqualTo(Digest.of(content).hex());
    assertThat(said.at("/parameters/redaction").asText()).isEqualTo("solid");
    assertThat(said.at("/counts/withheld").asInt()).isEqualTo(2);
    assertThat(said.at("/withheld").toString())
        .isEqualTo("[{\"first\":4,\"last\":5,\"reason\":\"detector_failed\"}]");
    assertThat(said.at("/signer").asText()).isEqualTo("unsigned");
  }

  @Test
  void manifestCheck_anyFileChanged_namesIt() throws Exception {
    provenance = new Provenance("test 1", List.of(), Map.of(), new Sealing());
    exports = Set.of(ExportFormat.COCO);
    Path output = out.resolve("a.jpg");
    anonymize(FACE, picture(in.resolve("a.jpg"), PictureFormat.JPEG));
    assertThat(check(output)).isEmpty();
    for (String name :
        List.of("a.jpg", "a.jpg.masks.jsonl", "a.jpg.coco.json", "a.jpg.manifest.json")) {
      Path file = out.resolve(name);
      byte[] before = Files.readAllBytes(file);
      Files.write(file, " ".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
      assertThat(check(output)).singleElement().asString().contains("a.jpg");
      Files.write(file, before);
    }
    Files.delete(out.resolve("a.jpg.manifest.sig"));
    assertThat(check(output)).singleElement().asString().contains("is unsigned");
  }

  private static List<String> check(Path output) {
    return ManifestCheck.differences(
        output,
        (statement, signature) ->
            signature.equals("sealed " + statement)
                ? Optional.empty()
                : Optional.of("is no seal of it"));
  }

  private static final class Sealing implements Signer {
    @Override
    public String keyName() {
      return "seal";
    }

    @Override
    public String sign(String statement) {
      return "sealed " + statement;
    }
  }

  @Test
  void exports_ofAVideo_haveTheMasksOfEveryFrame() throws Exception {
    exports = Set.of(ExportFormat.COCO, ExportFormat.KITTI);
    anonymize(FACE, video(in.resolve("c.mp4")));
    JsonNode coco = new ObjectMapper().readTree(out.resolve("c.mp4.coco.json").toFile());
    assertThat(coco.get("images")).hasSize(10);
    assertThat(coco.at("/annotations/9/image_id").asInt()).isEqualTo(9);
    assertThat(coco.at("/annotations/0/bbox").toString()).isEqualTo("[32.0,22.0,56.0,56.0]");
    assertThat(coco.at("/annotations/0/area").asDouble()).isEqualTo(56 * 56);
    List<String> kitti = Files.readAllLines(out.resolve("c.mp4.kitti.txt"));
    assertThat(kitti).hasSize(10);
    assertThat(kitti.get(3))
        .isEqualTo("3 -1 Face -1 -1 -10 32.00 22.00 88.00 78.00 -1 -1 -1 -1000 -1000 -1000 -10");
  }

  @Test
  void sharedClip_throughTheRealDetector_keepsEveryFrameAndMasksPlates() throws Exception {
    Path clip = SharedVision.find("dev/videos/intel_person-bicycle-car.mp4");
    FileResult result =
        anonymize(NetworkDetector.open(ModelDescriptor.shipped().withLongestSide(640)), clip)
            .get(0);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.frames()).isEqualTo(41);
    assertThat(result.plates()).isPositive();
    assertThat(FrameSource.countFrames(out.resolve(clip.getFileName()))).isEqualTo(41);
  }

  private static List<Detection> fail(Frame frame) throws DetectionException {
    throw new DetectionException("cannot search frame " + frame.info().index(), null);
  }

  private List<FileResult> anonymize(FakeDetector.Answer answer, Path... inputs) throws Exception {
    return anonymize(new FakeDetector(answer), inputs);
  }

  private List<FileResult> anonymize(Detector detector, Path... inputs) throws Exception {
    try (var gate = new Anonymizer(detector, Profile.files())) {
      return new FileAnonymizer(gate, new Telling(), provenance, exports)
          .anonymize(List.of(inputs), out);
    }
  }

  private final class Telling implements Progress {
    @Override
    public void frame(Path input, long done, long expected) {
      told.add(input.getFileName() + " " + done + " of " + expected);
    }

    @Override
    public void file(FileResult result) {
      told.add(result.input().getFileName() + " done");
    }
  }

  private static final class Interrupting implements Progress {
    @Override
    public void frame(Path input, long done, long expected) {
      if (done == 5) {
        throw new IllegalStateException("the caller gives up");
      }
    }

    @Override
    public void file(FileResult result) {}
  }

  private List<JsonNode> masks(String output) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(output + ".masks.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static Path picture(Path file, PictureFormat format) throws IOException {
    try (Frame frame = Frames.textured(0, 160, 96)) {
      return Files.write(file, PictureEncoder.encode(frame, format).array());
    }
  }

  private static Path video(Path file) throws IOException {
    var container =
        file.toString().endsWith("mkv")
            ? VideoWriter.Container.MATROSKA
            : VideoWriter.Container.MP4;
    try (Frame first = Frames.textured(0, 160, 96);
        VideoWriter writer = VideoWriter.create(file, container, first, 25)) {
      for (int i = 0; i < 10; i++) {
        try (Frame frame = Frames.textured(i, 160, 96)) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }
}
