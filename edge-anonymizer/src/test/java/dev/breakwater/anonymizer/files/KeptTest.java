package dev.breakwater.anonymizer.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.Remux;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an output has in common with its input besides the pictures. */
final class KeptTest {
  private static final int[] EVEN_MILLIS = {0, 40, 80, 120, 160, 200, 240, 280};
  private static final int[] UNEVEN_MILLIS = {0, 7, 40, 41, 300, 333, 1000, 1016};
  private static final int MARK_PX = 32;

  @TempDir private Path folder;
  private FileOptions options = new FileOptions(Set.of(), false, false);

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv"})
  void video_withUnevenTimes_keepsThemToAMillisecond(String ending) throws Exception {
    Path video = video("uneven." + ending, UNEVEN_MILLIS);
    assertThat(millis(video)).containsExactly(0L, 7L, 40L, 41L, 300L, 333L, 1000L, 1016L);
    assertThat(millis(anonymize(video))).isEqualTo(millis(video));
  }

  @Test
  void video_inAvi_keepsItsTimes() throws Exception {
    // A hundred places a second, of which three in four are empty: how AVI leaves frames out.
    Path jpegs = jpegs(8, 160, 96);
    Path avi = Remux.to(jpegs, folder.resolve("a.avi"), "avi", Remux.Added.NOTHING);
    Path output = anonymize(avi);
    assertThat(output).hasFileName("a.mp4");
    assertThat(millis(avi)).containsExactly(0L, 40L, 80L, 120L, 160L, 200L, 240L, 280L);
    assertThat(millis(output)).isEqualTo(millis(avi));
  }

  @ParameterizedTest
  @CsvSource({"90, 96, 160, 80, 16", "180, 160, 96, 144, 80", "270, 96, 160, 16, 144"})
  void video_turned_standsUprightOnceAndKeepsItsTimes(
      int clockwise, int width, int height, int markX, int markY) throws Exception {
    Path mp4 = video("a.mp4", UNEVEN_MILLIS);
    Path turned =
        Remux.to(mp4, folder.resolve("turned.mp4"), "mp4", new Remux.Added(clockwise, 0, ""));
    Path output = anonymize(turned);
    assertThat(millis(output)).isEqualTo(millis(turned));
    try (FrameSource source = FrameSource.open(output, 0);
        Frame frame = source.next().orElseThrow()) {
      assertThat(frame.widthPx()).isEqualTo(width);
      assertThat(frame.heightPx()).isEqualTo(height);
      assertThat(Frames.luma(frame, markX, markY)).isGreaterThan(180);
      assertThat(Frames.luma(frame, width - 1 - markX, height - 1 - markY)).isLessThan(60);
    }
  }

  @Test
  void video_withOddSides_losesTheLastRowAndColumnOnly() throws Exception {
    Path video = jpegs(5, 33, 21);
    Path output = anonymize(video);
    assertThat(millis(output)).isEqualTo(millis(video)).hasSize(5);
    try (FrameSource source = FrameSource.open(output, 0);
        Frame frame = source.next().orElseThrow()) {
      assertThat(frame.widthPx()).isEqualTo(32);
      assertThat(frame.heightPx()).isEqualTo(20);
    }
  }

  @Test
  void video_beginningWithheld_keepsTheTimesOfTheRest() throws Exception {
    Path video =
        Remux.to(video("a.mp4", EVEN_MILLIS), folder.resolve("sound.mkv"), "matroska", sound(6));
    options = new FileOptions(Set.of(), true, false);
    Path output =
        anonymize(
            video,
            frame -> {
              if (frame.info().index() < 2) {
                throw new DetectionException("cannot search", null);
              }
              return List.of();
            });
    assertThat(FrameSource.countFrames(output)).isEqualTo(6);
    assertThat(Remux.sound(output)).isEqualTo(Remux.sound(video));
    assertThat(Remux.firstMillis(output)).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv"})
  void audio_isDroppedUnlessItIsKept(String ending) throws Exception {
    Path mp4 = video("a.mp4", EVEN_MILLIS);
    String container = ending.equals("mkv") ? "matroska" : ending;
    Path video = Remux.to(mp4, folder.resolve("sound." + ending), container, sound(6));
    assertThat(Remux.sound(video)).hasSize(6 * 800);
    assertThat(Remux.sound(anonymize(video))).isEmpty();
    options = new FileOptions(Set.of(), true, false);
    Path kept = anonymize(video);
    assertThat(Remux.sound(kept)).isEqualTo(Remux.sound(video));
    assertThat(millis(kept)).isEqualTo(millis(video));
    assertThat(Remux.title(kept)).isEmpty();
    assertThat(Files.readString(Manifest.of(kept))).contains("\"keep_audio\" : \"true\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv"})
  void metadata_isDroppedUnlessItIsKept(String ending) throws Exception {
    Path mp4 = video("a.mp4", EVEN_MILLIS);
    String container = ending.equals("mkv") ? "matroska" : ending;
    var titled = new Remux.Added(0, 6, "京A12345 东门");
    Path video = Remux.to(mp4, folder.resolve("titled." + ending), container, titled);
    assertThat(Remux.title(anonymize(video))).isEmpty();
    options = new FileOptions(Set.of(), false, true);
    Path kept = anonymize(video);
    assertThat(Remux.title(kept)).contains("京A12345 东门");
    assertThat(Remux.sound(kept)).isEmpty();
    assertThat(Files.readString(Manifest.of(kept))).contains("\"keep_metadata\" : \"true\"");
  }

  @Test
  void exif_kept_hasNoThumbnailAndIsUprightOnce() throws Exception {
    Path picture = folder.resolve("a.jpg");
    try (Frame frame = Frames.textured(0, 160, 96)) {
      byte[] plain = PictureEncoder.encode(frame, PictureFormat.JPEG).array();
      Files.write(picture, withExif(plain));
    }
    assertThat(text(anonymize(picture))).doesNotContain("Camera 7", "THUMBNAIL");
    options = new FileOptions(Set.of(), false, true);
    Path kept = anonymize(picture);
    assertThat(text(kept)).contains("Exif", "Camera 7").doesNotContain("THUMBNAIL", "NOTES");
    try (FrameSource source = FrameSource.open(kept, 0);
        Frame frame = source.next().orElseThrow()) {
      assertThat(frame.isDamaged()).isFalse();
      assertThat(frame.widthPx()).isEqualTo(96);
      assertThat(frame.heightPx()).isEqualTo(160);
    }
  }

  /** Puts a block before the pixels: turned by 90 degrees, a model, notes and a thumbnail. */
  private static byte[] withExif(byte[] jpeg) {
    ByteBuffer tiff = ByteBuffer.allocate(200);
    tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8);
    tiff.putShort((short) 3);
    entry(tiff, 0x0110, 2, 9, 100);
    entry(tiff, 0x0112, 3, 1, 6 << 16);
    entry(tiff, 0x927c, 7, 20, 120);
    tiff.putInt(60);
    tiff.position(60).putShort((short) 2);
    entry(tiff, 0x0201, 4, 1, 150);
    entry(tiff, 0x0202, 4, 1, 40);
    tiff.putInt(0);
    tiff.put(100, "Camera 7\0".getBytes(StandardCharsets.US_ASCII))
        .put(120, "NOTES".getBytes(StandardCharsets.US_ASCII));
    tiff.put(150, "THUMBNAIL".getBytes(StandardCharsets.US_ASCII));
    return ByteBuffer.allocate(jpeg.length + 10 + tiff.capacity())
        .put(jpeg, 0, 2)
        .putShort((short) 0xffe1)
        .putShort((short) (8 + tiff.capacity()))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(tiff.array())
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static Remux.Added sound(int packets) {
    return new Remux.Added(0, packets, "");
  }

  private Path anonymize(Path input) throws Exception {
    return anonymize(input, frame -> List.of());
  }

  private Path anonymize(Path input, FakeDetector.Answer answer) throws Exception {
    var provenance = new Provenance("test 1", List.of(), Map.of(), Signer.none());
    try (var gate = new Anonymizer(new FakeDetector(answer), Profile.files())) {
      FileResult result =
          new FileAnonymizer(gate, new Silent(), provenance, options)
              .anonymize(List.of(input), folder.resolve("out"))
              .get(0);
      assertThat(result.problem()).isNull();
      return Optional.ofNullable(result.output()).orElseThrow();
    }
  }

  private static final class Silent implements Progress {
    @Override
    public void frame(Path input, long done, long expected) {}

    @Override
    public void file(FileResult result) {}
  }

  /** JPEG pictures one after the other, 25 a second. */
  private Path jpegs(int frames, int widthPx, int heightPx) throws IOException {
    var content = new ByteArrayOutputStream();
    for (int i = 0; i < frames; i++) {
      try (Frame frame = Frames.textured(i, widthPx, heightPx)) {
        content.write(PictureEncoder.encode(frame, PictureFormat.JPEG).array());
      }
    }
    return Files.write(folder.resolve("pictures.mjpeg"), content.toByteArray());
  }

  /** Dark frames with a bright top left corner. */
  private Path video(String name, int... millis) throws IOException {
    Path file = folder.resolve(name);
    var container =
        name.endsWith("mkv") ? VideoWriter.Container.MATROSKA : VideoWriter.Container.MP4;
    try (Frame first = marked(0, 0);
        VideoWriter writer = VideoWriter.create(file, container, first, 25)) {
      for (int i = 0; i < millis.length; i++) {
        try (Frame frame = marked(i, millis[i])) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }

  private static Frame marked(int index, int millis) {
    Frame frame = Frame.black(new FrameInfo(index, millis, millis * 1000L), 160, 96);
    for (int y = 0; y < MARK_PX; y++) {
      for (int x = 0; x < MARK_PX; x++) {
        frame.plane(0).put(y * frame.stride(0) + x, (byte) 235);
      }
    }
    return frame;
  }

  private static List<Long> millis(Path video) throws Exception {
    List<Long> millis = new ArrayList<>();
    try (FrameSource source = FrameSource.open(video, 0)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          assertThat(frame.isDamaged()).isFalse();
          millis.add(Math.round(frame.info().presentationMicros() / 1000.0));
        }
      }
    }
    return millis;
  }
}
