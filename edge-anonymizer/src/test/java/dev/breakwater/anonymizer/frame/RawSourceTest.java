package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RawSourceTest {
  @ParameterizedTest
  @EnumSource(RawVideo.Layout.class)
  void raw_oddSides_areReadAndWrittenUnchanged(RawVideo.Layout layout) throws Exception {
    var video = new RawVideo(layout, 33, 21, 20);
    byte[] content = new byte[3 * video.frameBytes()];
    new Random(1).nextBytes(content);
    var out = new ByteArrayOutputStream();
    var writer = new RawWriter(out, video);
    try (var source = FrameSource.raw(new ByteArrayInputStream(content), video, 1000)) {
      for (int i = 0; i < 3; i++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.info()).isEqualTo(new FrameInfo(i, 1000 + i * 50L, i * 50_000L));
          writer.write(frame);
        }
      }
      assertThat(source.next()).isEmpty();
      assertThat(source.isCutOff()).isFalse();
    }
    assertThat(out.toByteArray()).isEqualTo(content);
  }

  @Test
  void nv12_blueComesFirst() throws Exception {
    var video = new RawVideo(RawVideo.Layout.NV12, 2, 2, 25);
    byte[] content = {1, 2, 3, 4, 5, 6};
    try (var source = FrameSource.raw(new ByteArrayInputStream(content), video, 0);
        Frame frame = source.next().orElseThrow()) {
      assertThat(Frames.luma(frame, 1, 1)).isEqualTo(4);
      assertThat(frame.plane(1).get(0)).isEqualTo((byte) 5);
      assertThat(frame.plane(2).get(0)).isEqualTo((byte) 6);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, false", "1, 1, true", "5, 1, true", "6, 1, false", "11, 2, true"})
  void raw_shortLastFrame_isDamagedAndCutOff(int bytes, int frames, boolean cutOff) {
    var video = new RawVideo(RawVideo.Layout.I420, 2, 2, 25);
    var in = new ByteArrayInputStream(new byte[bytes]);
    try (var source = FrameSource.raw(in, video, 0)) {
      for (int i = 0; i < frames; i++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.isDamaged()).isEqualTo(cutOff && i == frames - 1);
        }
      }
      assertThat(source.next()).isEmpty();
      assertThat(source.isCutOff()).isEqualTo(cutOff);
    }
  }

  @Test
  void raw_readingFails_isCutOff() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the writer is gone");
          }

          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            throw new IOException("the writer is gone");
          }
        };
    var video = new RawVideo(RawVideo.Layout.I420, 2, 2, 25);
    try (var source = FrameSource.raw(broken, video, 0)) {
      assertThat(source.next()).isEmpty();
      assertThat(source.isCutOff()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 25", "2, -1, 25", "16384, 16384, 25", "16385, 2, 25", "2, 2, 0", "2, 2, NaN"})
  void raw_sizesOutsideTheLimits_areRefused(int width, int height, double rate) {
    assertThatThrownBy(() -> new RawVideo(RawVideo.Layout.NV12, width, height, rate))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void containerEnd_anyBytes_throwsNothing() {
    long seconds = Long.getLong("fuzz.seconds", 1);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var random = new Random(3);
    byte[] start = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3};
    while (System.nanoTime() < end) {
      byte[] head = new byte[random.nextInt(64)];
      random.nextBytes(head);
      if (random.nextBoolean()) {
        System.arraycopy(start, 0, head, 0, Math.min(start.length, head.length));
      }
      assertThat(ContainerEnd.saidEnd(ByteBuffer.wrap(head)))
          .as(() -> Arrays.toString(head))
          .isNotNegative();
    }
  }
}
