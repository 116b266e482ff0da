package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoding ahead and encoding behind change nothing but the thread. */
final class ThreadedFramesTest {
  private static final int FRAMES = 30;

  @TempDir private Path folder;

  @Test
  void writer_inBackground_writesTheSameFile() throws Exception {
    Path plain = video("plain.mp4", VideoOptions.PLAIN);
    Path background = video("background.mp4", VideoOptions.BACKGROUND);
    assertThat(Files.readAllBytes(background)).isEqualTo(Files.readAllBytes(plain));
  }

  @Test
  void writer_inBackgroundOnAFullDisk_throwsBeforeTheFileIsFinished() {
    assertThatThrownBy(() -> write(Path.of("/dev/full"), VideoOptions.BACKGROUND))
        .isInstanceOf(IOException.class);
  }

  @Test
  void writer_inBackgroundClosedEarly_leavesTheRestOut() throws Exception {
    try (Frame frame = Frames.noisy(0, 160, 96)) {
      VideoWriter writer =
          VideoWriter.create(
              folder.resolve("a.mp4"),
              VideoWriter.Container.MP4,
              frame,
              25,
              VideoOptions.BACKGROUND);
      writer.write(frame);
      writer.close();
      assertThatThrownBy(() -> writer.write(frame)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void ahead_soundVideo_givesTheSameFrames() throws Exception {
    Path video = video("a.mp4", VideoOptions.PLAIN);
    List<FrameInfo> infos = new ArrayList<>();
    try (var source = FrameSource.ahead(FrameSource.open(video, 7), 3)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        infos.add(next.get().info());
        next.get().close();
      }
      assertThat(source.next()).isEmpty();
      assertThat(source.isCutOff()).isFalse();
    }
    assertThat(infos).hasSize(FRAMES);
    assertThat(infos.get(2)).isEqualTo(new FrameInfo(2, 87, 80_000));
  }

  @Test
  void ahead_closedEarly_closesTheSourceAndItsFrames() {
    var fake = new Endless();
    try (var source = FrameSource.ahead(fake, 2)) {
      source.next().orElseThrow().close();
    }
    assertThat(fake.closed).isTrue();
  }

  @Test
  void ahead_sourceThrows_throwsAfterTheFramesBeforeIt() {
    try (var source = FrameSource.ahead(new Endless(2), 4)) {
      source.next().orElseThrow().close();
      source.next().orElseThrow().close();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(source::next)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("lens cap");
      }
    }
  }

  private Path video(String name, VideoOptions options) throws IOException {
    return write(folder.resolve(name), options);
  }

  private static Path write(Path file, VideoOptions options) throws IOException {
    try (Frame first = Frames.textured(0, 160, 96);
        VideoWriter writer =
            VideoWriter.create(file, VideoWriter.Container.MP4, first, 25, options)) {
      for (int i = 0; i < FRAMES; i++) {
        try (Frame frame = Frames.textured(i, 160, 96)) {
          writer.write(frame);
        }
      }
      writer.finish();
      return file;
    }
  }

  /** Gives black frames until it fails. */
  private static final class Endless implements FrameSource {
    private final int good;
    private int given;
    private volatile boolean closed;

    Endless() {
      this(Integer.MAX_VALUE);
    }

    Endless(int good) {
      this.good = good;
    }

    @Override
    public Optional<Frame> next() {
      if (given == good) {
        throw new IllegalStateException("lens cap");
      }
      return Optional.of(Frame.black(new FrameInfo(given++, 0, 0), 16, 16));
    }

    @Override
    public double framesPerSecond() {
      return 25;
    }

    @Override
    public boolean isCutOff() {
      return false;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
