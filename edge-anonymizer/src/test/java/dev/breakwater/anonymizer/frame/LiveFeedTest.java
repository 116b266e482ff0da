package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.RtspServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveFeedTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(5000));

  @TempDir private Path folder;

  @Test
  void rtsp_realServer_givesFramesWithTheirTimesUntilTheServerIsKilled() throws Exception {
    try (RtspServer server = RtspServer.of(video(250));
        LiveFeed feed = open(server.address(""))) {
      assertThat(feed.widthPx()).isEqualTo(160);
      assertThat(feed.heightPx()).isEqualTo(96);
      feed.begin();
      List<FrameInfo> infos = new ArrayList<>();
      while (infos.size() < 25) {
        LiveFeed.Arrival next = feed.next(LONG);
        if (next instanceof LiveFeed.Arrival.Taken taken) {
          try (Frame frame = taken.frame()) {
            assertThat(frame.isDamaged()).isFalse();
            assertThat(Frames.luma(frame, 60, 50)).isGreaterThan(Frames.DARKEST / 2);
            infos.add(frame.info());
          }
        } else {
          // The first frames come at once: what the stream's head was read from.
          assertThat(next).isInstanceOf(LiveFeed.Arrival.Dropped.class);
        }
      }
      assertThat(infos.get(0)).isEqualTo(new FrameInfo(0, 5000, 0));
      // When the server's first report of its clock comes, FFmpeg may move all later times by a
      // part of a frame; from then on they are as sent.
      assertThat(infos).allSatisfy(info -> assertThat(lag(info)).isBetween(-41_000L, 41_000L));
      List<Long> settled = infos.subList(15, 25).stream().map(LiveFeedTest::lag).toList();
      assertThat(Collections.max(settled) - Collections.min(settled)).isLessThan(1000);
      server.kill();
      LiveFeed.Arrival next = feed.next(LONG);
      while (!(next instanceof LiveFeed.Arrival.Gone)) {
        assertThat(next).isNotInstanceOf(LiveFeed.Arrival.Silence.class);
        if (next instanceof LiveFeed.Arrival.Taken taken) {
          taken.frame().close();
        }
        next = feed.next(LONG);
      }
      assertThat(feed.next(LONG)).isInstanceOf(LiveFeed.Arrival.Gone.class);
    }
  }

  /** By how much a frame's time is behind that of 25 even frames a second, microseconds. */
  private static long lag(FrameInfo info) {
    return info.index() * 40_000 - info.presentationMicros();
  }

  @Test
  void rtsp_loginNeeded_isGivenAndNeverShown() throws Exception {
    try (RtspServer server = RtspServer.of(video(50), "operator", "s@cret")) {
      try (LiveFeed feed = open(server.address("operator:s%40cret@"))) {
        feed.begin();
        taken(feed).close();
      }
      assertThatThrownBy(() -> open(server.address("operator:wr@ng@")))
          .isInstanceOf(UnreadableSourceException.class)
          .hasMessageStartingWith(server.address("") + ": ")
          .hasMessageContaining("401")
          .hasMessageNotContaining("operator");
    }
  }

  @Test
  void rtsp_serverThatSaysNothing_isGivenUp() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "rtsp://127.0.0.1:" + silent.getLocalPort() + "/camera";
      assertThatThrownBy(() -> open(address))
          .isInstanceOf(UnreadableSourceException.class)
          .hasMessageStartingWith(address + ": the camera gives no video");
    }
  }

  @Test
  void device_thatIsNotThere_isRefusedInOneLine() {
    assertThatThrownBy(() -> open("/dev/video987"))
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessage("/dev/video987: there is no such device");
  }

  @Test
  void feed_nobodyReads_dropsFramesAndCountsThem() throws Exception {
    var video = new RawVideo(RawVideo.Layout.I420, 16, 16, 25);
    var pixels = new HeldStream(new byte[video.frameBytes() * 10]);
    try (LiveFeed feed = LiveFeed.raw(pixels, video, CLOCK)) {
      feed.begin();
      pixels.letGo();
      List<Long> taken = new ArrayList<>();
      List<Long> dropped = new ArrayList<>();
      pixels.awaitEnd();
      for (LiveFeed.Arrival next = feed.next(LONG);
          !(next instanceof LiveFeed.Arrival.Gone);
          next = feed.next(LONG)) {
        if (next instanceof LiveFeed.Arrival.Taken frame) {
          taken.add(frame.frame().info().index());
          frame.frame().close();
        } else if (next instanceof LiveFeed.Arrival.Dropped lost) {
          dropped.add(lost.info().index());
        }
      }
      assertThat(taken).containsExactly(0L, 1L, 2L);
      assertThat(dropped).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://",
        "rtsp:///path",
        "http://host/a",
        "/dev/video",
        "/dev/../video0",
        "rtsp://h/a b",
        "file:/etc/hostname",
        "",
        "rtsp://a@b@c d/"
      })
  void address_ofNoCamera_isNone(String text) {
    assertThat(CameraAddress.parse(text)).isEmpty();
  }

  @Test
  void address_tooLong_isNone() {
    assertThat(CameraAddress.parse("rtsp://host/" + "a".repeat(CameraAddress.MAX_LENGTH)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://user:secret@host:554/a/b",
        "RTSPS://us@er:secret@host/a",
        "rtsp://host/user=admin&password=secret&channel=1",
        "rtsp://host/a?password=secret",
        "rtsp://host/a#secret"
      })
  void address_withCredentials_showsNone(String text) {
    assertThat(CameraAddress.parse(text).orElseThrow().toString()).doesNotContain("secret");
  }

  /** Gives its bytes only when told to, and tells when the last one is taken. */
  private static final class HeldStream extends ByteArrayInputStream {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    HeldStream(byte[] content) {
      super(content);
    }

    void letGo() {
      held.countDown();
    }

    void awaitEnd() throws InterruptedException {
      assertThat(ended.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public int readNBytes(byte[] to, int offset, int length) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      int read = super.readNBytes(to, offset, length);
      if (read == 0) {
        ended.countDown();
      }
      return read;
    }
  }

  private static Frame taken(LiveFeed feed) throws InterruptedException {
    LiveFeed.Arrival next = feed.next(LONG);
    assertThat(next).isInstanceOf(LiveFeed.Arrival.Taken.class);
    return ((LiveFeed.Arrival.Taken) next).frame();
  }

  private static LiveFeed open(String address) throws UnreadableSourceException {
    return LiveFeed.open(CameraAddress.parse(address).orElseThrow(), CameraSettings.USUAL, CLOCK);
  }

  private Path video(int frames) throws IOException {
    Path file = folder.resolve("camera.mp4");
    try (Frame first = Frames.textured(0, 160, 96);
        var writer = VideoWriter.create(file, VideoWriter.Container.MP4, first, 25)) {
      for (int i = 0; i < frames; i++) {
        try (Frame frame = Frames.textured(i, 160, 96)) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }
}
