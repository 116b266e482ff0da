package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.SharedVision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VideoSourceTest {
  private static final int FRAMES = 60;
  private static final int KEY_FRAME_INTERVAL = 50;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(VideoWriter.Container.class)
  void source_soundVideo_givesEveryFrameOnceWithItsTime(VideoWriter.Container container)
      throws Exception {
    Path video = video(container);
    List<FrameInfo> frames = infos(video, 1000);
    assertThat(frames).hasSize(FRAMES);
    assertThat(frames.get(3)).isEqualTo(new FrameInfo(3, 1120, 120_000));
    assertThat(FrameSource.countFrames(video)).isEqualTo(FRAMES);
    assertThat(damaged(video)).isZero();
  }

  @Test
  void source_oddSides_keepsThem() throws Exception {
    Path picture = folder.resolve("odd.png");
    try (Frame frame = Frames.textured(0, 33, 21)) {
      Files.write(picture, PictureEncoder.encode(frame, PictureFormat.PNG).array());
    }
    try (var source = FrameSource.open(picture, 0);
        Frame frame = source.next().orElseThrow()) {
      assertThat(frame.widthPx()).isEqualTo(33);
      assertThat(frame.heightPx()).isEqualTo(21);
      assertThat(Frames.luma(frame, 32, 20)).isGreaterThan(Frames.DARKEST / 2);
    }
  }

  @Test
  void source_sharedClips_givesAsManyFramesAsAreCounted() throws Exception {
    for (String clip : List.of("intel_person-bicycle-car.mp4", "intel_store-aisle.mp4")) {
      Path video = SharedVision.find("dev/videos/" + clip);
      assertThat(infos(video, 0)).hasSize((int) FrameSource.countFrames(video));
      assertThat(damaged(video)).isZero();
    }
  }

  @Test
  void source_bytesOfACodedFrameChanged_givesDamagedFramesUntilTheNextKeyFrame() throws Exception {
    Path video = video(VideoWriter.Container.MP4);
    CodedFrames.Range hit = CodedFrames.of(video).get(20);
    byte[] content = Files.readAllBytes(video);
    // The slice's header stays, so that only its body is broken.
    var random = new Random(1);
    for (int i = 40; i < hit.length(); i++) {
      content[(int) hit.offset() + i] = (byte) random.nextInt();
    }
    Files.write(video, content);
    List<Boolean> damaged = damages(video);
    assertThat(damaged).hasSize(FRAMES);
    assertThat(damaged.subList(0, 20)).containsOnly(false);
    assertThat(damaged.subList(20, KEY_FRAME_INTERVAL)).containsOnly(true);
    assertThat(damaged.subList(KEY_FRAME_INTERVAL, FRAMES)).containsOnly(false);
  }

  @Test
  void source_codedFrameErased_isStillCounted() throws Exception {
    Path video = video(VideoWriter.Container.MP4);
    CodedFrames.Range hit = CodedFrames.of(video).get(20);
    byte[] content = Files.readAllBytes(video);
    for (int i = 0; i < hit.length(); i++) {
      content[(int) hit.offset() + i] = 0;
    }
    Files.write(video, content);
    assertThat(FrameSource.countFrames(video)).isEqualTo(FRAMES);
    assertThat(damages(video)).hasSize(FRAMES);
    assertThat(damaged(video)).isGreaterThanOrEqualTo(1);
  }

  @Test
  void source_videoCutOff_givesWhatIsThere() throws Exception {
    Path video = video(VideoWriter.Container.MATROSKA);
    byte[] content = Files.readAllBytes(video);
    Files.write(video, Arrays.copyOf(content, content.length * 2 / 3));
    long counted = FrameSource.countFrames(video);
    assertThat(counted).isBetween(1L, (long) FRAMES - 1);
    assertThat(damages(video)).hasSize((int) counted);
    assertThat(isCutOff(video)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(VideoWriter.Container.class)
  void source_soundVideo_isNotCutOff(VideoWriter.Container container) throws Exception {
    assertThat(isCutOff(video(container))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty.mp4", "noise.mp4", "cut.mp4", "missing.mp4", "play.m3u8"})
  void source_noVideo_isRefusedInOneLine(String name) throws Exception {
    Path file = folder.resolve(name);
    switch (name) {
      case "empty.mp4" -> Files.createFile(file);
      case "noise.mp4" -> Files.write(file, noise());
      case "play.m3u8" -> Files.writeString(file, "#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n");
      case "cut.mp4" -> Files.write(file, firstHalf(video(VideoWriter.Container.MP4)));
      default -> {}
    }
    assertThatThrownBy(() -> FrameSource.open(file, 0))
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("\n");
  }

  private Path video(VideoWriter.Container container) throws IOException {
    Path file = folder.resolve("vidéo 视频 100%." + container.name().toLowerCase(Locale.ROOT));
    try (Frame first = Frames.textured(0, 160, 96);
        VideoWriter writer = VideoWriter.create(file, container, first, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        try (Frame frame = Frames.textured(i, 160, 96)) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }

  private static byte[] noise() {
    byte[] noise = new byte[50_000];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static byte[] firstHalf(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return Arrays.copyOf(content, content.length / 2);
  }

  private static List<FrameInfo> infos(Path video, long startMillis) throws Exception {
    List<FrameInfo> infos = new ArrayList<>();
    try (var source = FrameSource.open(video, startMillis)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        infos.add(next.get().info());
        next.get().close();
      }
    }
    return infos;
  }

  private static List<Boolean> damages(Path video) throws Exception {
    List<Boolean> damages = new ArrayList<>();
    try (var source = FrameSource.open(video, 0)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        damages.add(next.get().isDamaged());
        next.get().close();
      }
    }
    return damages;
  }

  private static boolean isCutOff(Path video) throws Exception {
    try (var source = FrameSource.open(video, 0)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        next.get().close();
      }
      return source.isCutOff();
    }
  }

  private static long damaged(Path video) throws Exception {
    return damages(video).stream().filter(damaged -> damaged).count();
  }
}
