package dev.breakwater.anonymizer.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.RtspServer;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.frame.CameraAddress;
import dev.breakwater.anonymizer.frame.CameraSettings;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.LiveFeed;
import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamAnonymizerTest {
  private static final RawVideo VIDEO = new RawVideo(RawVideo.Layout.I420, 160, 96, 25);
  private static final FakeDetector.Answer FACE =
      frame -> List.of(FakeDetector.face(40, 30, 40, 40));

  /** A live camera's, with time for a busy machine. */
  private static final Profile LIVE =
      new Profile(
          "solid-test",
          Profile.Pace.LIVE,
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Redaction.SOLID,
          0);

  @TempDir private Path folder;

  @Test
  void camera_serverKilledInTheMiddle_leavesACompleteFileOfWhatCame() throws Exception {
    Path out = folder.resolve("out.mp4");
    try (RtspServer server = RtspServer.of(video(250), "operator", "s@cret");
        LiveFeed feed = open(server.address("operator:s%40cret@"))) {
      var passed = new AtomicInteger();
      FileResult result =
          record(
              frame -> {
                if (passed.incrementAndGet() == 30) {
                  server.kill();
                }
                return FACE.detect(frame);
              },
              feed,
              out);
      assertThat(result.problem()).startsWith("the camera is gone");
      assertThat(result.frames() - result.withheld()).isGreaterThanOrEqualTo(20);
      assertThat(FrameSource.countFrames(out)).isEqualTo(result.frames() - result.withheld());
    }
    try (FrameSource source = FrameSource.open(out, 0);
        Frame frame = source.next().orElseThrow()) {
      assertThat(Frames.luma(frame, 60, 50)).isLessThan(25);
      assertThat(Frames.luma(frame, 120, 80)).isGreaterThan(50);
    }
    for (Path file : files()) {
      if (!file.endsWith("camera.mp4")) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain("s@cret", "s%40cret", "operator");
      }
    }
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder(
            "camera.mp4", "out.mp4", "out.mp4.manifest.json", "out.mp4.masks.jsonl");
  }

  private static FileResult record(FakeDetector.Answer answer, LiveFeed feed, Path out)
      throws IOException {
    try (var gate = new Anonymizer(new FakeDetector(answer), LIVE)) {
      return new StreamAnonymizer(gate, provenance(), Set.of())
          .record("rtsp://127.0.0.1/camera", feed, new StreamOutput.ToFile(out), () -> false);
    }
  }

  @Test
  void camera_toldToStop_completesTheFile() throws Exception {
    Path out = folder.resolve("out.mkv");
    var asked = new AtomicInteger();
    try (LiveFeed feed = LiveFeed.raw(new EndlessPixels(), VIDEO, InstantSource.system());
        var gate = new Anonymizer(new FakeDetector(FACE), LIVE)) {
      FileResult result =
          new StreamAnonymizer(gate, provenance(), Set.of())
              .record("-", feed, new StreamOutput.ToFile(out), () -> asked.incrementAndGet() > 3);
      assertThat(result.problem()).isNull();
      assertThat(FrameSource.countFrames(out)).isEqualTo(result.frames() - result.withheld());
    }
  }

  /** A camera that is never gone, however fast it is read: only who is told to stop ends. */
  private static final class EndlessPixels extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }

  @Test
  void pipe_rawInAndOut_carriesCoveredPixelsAndNothingElse() throws Exception {
    var out = new ByteArrayOutputStream();
    Path named = folder.resolve("evidence/pipe.i420");
    FileResult result = pipe(FACE, 6, new StreamOutput.ToPipe(out, RawVideo.Layout.I420, named));
    assertThat(result.isComplete()).isTrue();
    assertThat(out.size()).isEqualTo(6 * VIDEO.frameBytes());
    byte[] pixels = out.toByteArray();
    for (int frame = 0; frame < 6; frame++) {
      int start = frame * VIDEO.frameBytes();
      assertThat(pixels[start + 50 * 160 + 60]).isEqualTo((byte) 16);
      assertThat(pixels[start + 90 * 160 + 150]).isEqualTo((byte) 200);
    }
    // Whoever keeps the pixels under that name can have them verified.
    Files.write(named, pixels);
    assertThat(ManifestCheck.differences(named, (statement, signature) -> Optional.empty()))
        .containsExactly(Manifest.of(named) + ": is unsigned");
  }

  @Test
  void pipe_withoutEvidence_writesNoFile() throws Exception {
    var out = new ByteArrayOutputStream();
    assertThat(pipe(FACE, 3, new StreamOutput.ToPipe(out, RawVideo.Layout.NV12, null)).isComplete())
        .isTrue();
    assertThat(out.size()).isEqualTo(3 * VIDEO.frameBytes());
    assertThat(files()).isEmpty();
  }

  @Test
  void pipe_readerGone_endsInOneLineWithTheEvidenceOfWhatLeft() throws Exception {
    Path named = folder.resolve("pipe.i420");
    FileResult result =
        pipe(FACE, 20, new StreamOutput.ToPipe(new Closing(2), RawVideo.Layout.I420, named));
    assertThat(result.isComplete()).isFalse();
    assertThat(result.problem()).isEqualTo("whoever reads the pipe is gone (Broken pipe)");
    assertThat(Files.readString(Manifest.of(named)))
        .contains("\"bytes\" : " + 2 * VIDEO.frameBytes());
  }

  @Test
  void pipe_detectorFails_carriesNothingOfThoseFrames() throws Exception {
    var out = new ByteArrayOutputStream();
    FileResult result =
        pipe(
            frame -> {
              throw new DetectionException("cannot search", null);
            },
            4,
            new StreamOutput.ToPipe(out, RawVideo.Layout.I420, null));
    assertThat(result.withheld()).isEqualTo(4);
    assertThat(out.size()).isZero();
  }

  @Test
  void pipe_inputCutOffInAFrame_isReported() throws Exception {
    var out = new ByteArrayOutputStream();
    byte[] pixels = pixels(3);
    var cut = new ByteArrayInputStream(pixels, 0, pixels.length - 5);
    try (var gate = new Anonymizer(new FakeDetector(FACE), Profile.files());
        FrameSource source = FrameSource.raw(cut, VIDEO, 0)) {
      FileResult result =
          new StreamAnonymizer(gate, provenance(), Set.of())
              .anonymize("-", source, new StreamOutput.ToPipe(out, RawVideo.Layout.I420, null));
      assertThat(result.problem()).contains("cut off");
      assertThat(out.size()).isEqualTo(2 * VIDEO.frameBytes());
    }
  }

  private FileResult pipe(FakeDetector.Answer answer, int frames, StreamOutput to)
      throws IOException {
    try (var gate = new Anonymizer(new FakeDetector(answer), Profile.files());
        FrameSource source = FrameSource.raw(new ByteArrayInputStream(pixels(frames)), VIDEO, 0)) {
      return new StreamAnonymizer(gate, provenance(), Set.of()).anonymize("-", source, to);
    }
  }

  private static byte[] pixels(int frames) {
    byte[] pixels = new byte[VIDEO.frameBytes() * frames];
    Arrays.fill(pixels, (byte) 200);
    return pixels;
  }

  /** A pipe whose reader goes after some frames. */
  private static final class Closing extends OutputStream {
    private int left;

    Closing(int frames) {
      this.left = frames;
    }

    @Override
    public void write(int value) throws IOException {
      throw new IOException("frames come whole");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (left-- == 0) {
        throw new IOException("Broken pipe");
      }
    }
  }

  private static Provenance provenance() {
    return new Provenance("test 1", List.of(), Map.of(), Signer.none());
  }

  private static LiveFeed open(String address) throws Exception {
    return LiveFeed.open(
        CameraAddress.parse(address).orElseThrow(), CameraSettings.USUAL, InstantSource.system());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
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
