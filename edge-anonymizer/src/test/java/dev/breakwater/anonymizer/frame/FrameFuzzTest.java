package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is ours in reading frames, and what we ask of FFmpeg: whatever the bytes, all is counted.
 */
final class FrameFuzzTest {
  private static final RawVideo RAW = new RawVideo(RawVideo.Layout.NV12, 7, 5, 25);

  /** Natively allocated pixels do not count; a file is read into memory once. */
  private static final long MAX_BYTES = 16 << 20;

  @TempDir private Path folder;

  private static void fuzz(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target.allocatingAtMost(MAX_BYTES))).isPositive();
  }

  @Test
  void containerEnd_brokenHead_saysAPlaceOrNothing() throws Exception {
    byte[] avi = ByteBuffer.allocate(12).putInt(0x52494646).putInt(0x04000000).array();
    fuzz(
        FuzzTarget.of(
                "container-end",
                input -> assertThat(ContainerEnd.saidEnd(ByteBuffer.wrap(input))).isNotNegative())
            .startingFrom(avi)
            .startingFrom(Files.readAllBytes(video(VideoWriter.Container.MATROSKA))));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(VideoWriter.Container.class)
  void video_broken_isRefusedOrGivesEveryFrameThatIsCounted(VideoWriter.Container container)
      throws Exception {
    Path file = folder.resolve("fuzzed");
    fuzz(
        FuzzTarget.of(
                "video-" + container.name().toLowerCase(Locale.ROOT),
                UnreadableSourceException.class,
                input -> {
                  Files.write(file, input);
                  assertThat(frames(FrameSource.open(file, 0)))
                      .isEqualTo(FrameSource.countFrames(file));
                })
            .startingFrom(Files.readAllBytes(video(container))));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(PictureFormat.class)
  void picture_broken_isOneFrameDamagedOrWithinLimits(PictureFormat format) throws Exception {
    Path file = folder.resolve("fuzzed.jpg");
    byte[] sound = picture(format);
    var target =
        FuzzTarget.of(
                "picture-" + format.name().toLowerCase(Locale.ROOT),
                input -> assertThat(frames(FrameSource.open(Files.write(file, input), 0))).isOne())
            .startingFrom(sound);
    fuzz(
        format == PictureFormat.JPEG
            ? target.startingFrom(PictureSourceTest.withExif(sound, 6))
            : target);
  }

  @Test
  void rawStream_ofAnyLength_givesEachFrameAndADamagedRest() {
    fuzz(
        FuzzTarget.of(
                "raw-stream",
                input -> {
                  var source = FrameSource.raw(new ByteArrayInputStream(input), RAW, 0);
                  long expected = (input.length + RAW.frameBytes() - 1L) / RAW.frameBytes();
                  assertThat(frames(source)).isEqualTo(expected);
                  assertThat(source.isCutOff()).isEqualTo(input.length % RAW.frameBytes() != 0);
                })
            .startingFrom(new byte[3 * RAW.frameBytes()]));
  }

  /** Returns how many frames come out; reads the first and last pixel of each that is whole. */
  private static long frames(FrameSource source) {
    try (source) {
      long frames = 0;
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          frames++;
          if (!frame.isDamaged()) {
            assertThat(frame.widthPx()).isBetween(1, Frame.MAX_SIDE_PX);
            assertThat(frame.heightPx()).isBetween(1, Frame.MAX_SIDE_PX);
            Frames.luma(frame, 0, 0);
            Frames.luma(frame, frame.widthPx() - 1, frame.heightPx() - 1);
          }
        }
      }
      return frames;
    }
  }

  private static byte[] picture(PictureFormat format) throws IOException {
    try (Frame frame = Frames.textured(0, 33, 21)) {
      return PictureEncoder.encode(frame, format).array();
    }
  }

  private Path video(VideoWriter.Container container) throws IOException {
    Path file = folder.resolve("sound");
    try (Frame first = Frames.textured(0, 64, 48);
        VideoWriter writer = VideoWriter.create(file, container, first, 25)) {
      for (int i = 0; i < 6; i++) {
        try (Frame frame = Frames.textured(i, 64, 48)) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }
}
