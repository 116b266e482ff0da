package dev.breakwater.anonymizer.evaluate.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.evaluate.Evaluation.SampleRule;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleTest {
  private static final int FRAMES_PER_SECOND = 25;

  @TempDir Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void folders() throws IOException {
    source = Files.createDirectories(folder.resolve("sent"));
    target = folder.resolve("sample");
  }

  @Test
  @DisplayName("GB/T 44464 B.5: at most one frame of a clip in 2 s, size unchanged")
  void draw_clip_takesFramesTwoSecondsApart() throws IOException {
    clip(source.resolve("front/a.mp4"), 12);

    Sample.draw(source, target, 500, 7);

    List<Double> seconds = new ArrayList<>();
    for (JsonNode label : labels()) {
      seconds.add(label.get("seconds").asDouble());
      assertThat(label.get("width").asInt()).isEqualTo(64);
      assertThat(label.get("height").asInt()).isEqualTo(48);
      assertThat(label.get("sensor").asText()).isEqualTo("front");
      assertThat(label.get("boxes")).isEmpty();
      assertThat(PictureFormat.of(target.resolve(label.get("file").asText())))
          .contains(PictureFormat.PNG);
    }
    assertThat(seconds).hasSizeBetween(5, 6);
    for (int i = 1; i < seconds.size(); i++) {
      assertThat(seconds.get(i) - seconds.get(i - 1)).isGreaterThan(1.999);
    }
  }

  @Test
  @DisplayName("GB/T 44464 B.4: clips have 10 s or more")
  void draw_shorterClip_isLeftOut() throws IOException {
    clip(source.resolve("front/short.mp4"), 9);
    picture("front/a.png");

    Sample sample = Sample.draw(source, target, 500, 7);

    assertThat(sample.pictures()).isEqualTo(1);
    assertThat(sample.rules()).extracting(SampleRule::found).contains("1 shorter clips left out");
  }

  @Test
  void draw_pictures_areCopiedByteForByte() throws IOException {
    Path picture = picture("left/深圳.png");

    Sample.draw(source, target, 500, 7);

    assertThat(target.resolve("left/深圳.png")).hasSameBinaryContentAs(picture);
  }

  @Test
  @DisplayName("GB/T 44464 B.3, B.4: ten pictures of each sensor, 500 in all, 1 s apart")
  void draw_manyOfOneSensorFewOfAnother_takesTheFewAndSaysWhatIsMissing() throws IOException {
    for (int i = 0; i < 40; i++) {
      picture("front/" + i + ".png");
    }
    for (int i = 0; i < 12; i++) {
      picture("rear/" + i + ".png");
    }
    picture("left/only.png");

    Sample sample = Sample.draw(source, target, 30, 7);

    List<String> sensors = new ArrayList<>();
    labels().forEach(label -> sensors.add(label.get("sensor").asText()));
    assertThat(sensors).hasSize(30).contains("left");
    assertThat(sensors).filteredOn("rear"::equals).hasSizeGreaterThanOrEqualTo(10);
    assertThat(sensors).filteredOn("front"::equals).hasSizeGreaterThanOrEqualTo(10);
    assertThat(sample.rules())
        .contains(
            new SampleRule("B.3", "10 pictures of each sensor (folder)", "fewer of [left]", false),
            new SampleRule("B.4", "500 pictures", "30", false),
            new SampleRule(
                "B.4",
                "pictures of a sensor at least 1 s apart",
                "nobody says when 30 pictures were taken",
                false));
  }

  @Test
  void draw_sameSeed_isTheSameSampleAndAnotherSeedIsAnother() throws IOException {
    for (int i = 0; i < 60; i++) {
      picture("front/" + i + ".png");
    }
    Sample.draw(source, target, 20, 7);
    String first = Files.readString(target.resolve(Sample.LABELS));
    Sample.draw(source, folder.resolve("again"), 20, 7);
    Sample.draw(source, folder.resolve("other"), 20, 8);

    assertThat(folder.resolve("again").resolve(Sample.LABELS)).hasContent(first);
    assertThat(Files.readString(folder.resolve("other").resolve(Sample.LABELS)))
        .isNotEqualTo(first);
  }

  @Test
  void draw_damagedPicture_failsAndLeavesNothing() throws IOException {
    Files.createDirectories(source.resolve("front"));
    Files.writeString(source.resolve("front/a.jpg"), "no picture");

    assertThatThrownBy(() -> Sample.draw(source, target, 500, 7))
        .isInstanceOf(IOException.class)
        .hasMessage("front/a.jpg is damaged");
    assertThat(files(folder)).containsExactly(source);
  }

  @Test
  void draw_nothingToDraw_fails() {
    assertThatThrownBy(() -> Sample.draw(source, target, 500, 7))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no picture");
  }

  @Test
  void draw_targetThere_isNotReplaced() throws IOException {
    picture("a.png");
    Files.createDirectory(target);

    assertThatThrownBy(() -> Sample.draw(source, target, 500, 7))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(target).isEmptyDirectory();
  }

  private JsonNode labels() throws IOException {
    return new ObjectMapper().readTree(target.resolve(Sample.LABELS).toFile());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Path picture(String name) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    try (Frame frame = Frames.textured(name.hashCode() & 0xff, 64, 48)) {
      return Files.write(file, PictureEncoder.encode(frame, PictureFormat.PNG).array());
    }
  }

  private static void clip(Path file, int seconds) throws IOException {
    Files.createDirectories(file.getParent());
    try (Frame first = Frames.textured(0, 64, 48)) {
      VideoWriter writer =
          VideoWriter.create(file, VideoWriter.Container.MP4, first, FRAMES_PER_SECOND);
      for (int i = 0; i < seconds * FRAMES_PER_SECOND; i++) {
        try (Frame frame = Frames.textured(i, 64, 48)) {
          writer.write(frame);
        }
      }
      writer.finish();
    }
  }
}
