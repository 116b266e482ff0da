package dev.breakwater.anonymizer.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.anonymizer.redact.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A clip with one bright square in it, standing for a face. Something goes wrong on the way; the
 * output is searched again by its pixels: the square must not be in it.
 */
@DisplayName("GB/T 44464-2024 5.6.2: whatever fails, no frame leaves uncovered")
final class NothingUncoveredTest {
  private static final int FRAMES = 60;
  private static final int SIDE_PX = 32;
  private static final int BRIGHT = 235;

  /** Between the square, also after coding, and the mean of any 8 x 8 pixels of the texture. */
  private static final int SEEN_FROM = 205;

  @TempDir private Path folder;
  private Path clip;

  @BeforeEach
  void makeClip() throws IOException {
    clip = folder.resolve("clip.mp4");
    try (Frame first = scene(0);
        VideoWriter writer = VideoWriter.create(clip, VideoWriter.Container.MP4, first, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        try (Frame frame = scene(i)) {
          writer.write(frame);
        }
      }
      writer.finish();
    }
  }

  private static Frame scene(int index) {
    Frame frame = Frames.textured(index, 160, 96);
    ByteBuffer luma = frame.plane(0);
    byte[] row = new byte[SIDE_PX];
    Arrays.fill(row, (byte) BRIGHT);
    for (int y = 0; y < SIDE_PX; y++) {
      luma.put((30 + y) * frame.stride(0) + 10 + index, row);
    }
    return frame;
  }

  /** What goes wrong with the detector, in the frames 20 to 22 of the clip. */
  enum Fault {
    THROWS,
    BREAKS,
    IS_NOT_A_NUMBER,
    IS_MISSING,
    ANSWERS_NONSENSE,
    FINDS_NOTHING;

    List<Detection> answer() throws DetectionException {
      return switch (this) {
        case THROWS -> throw new DetectionException("no answer", null);
        case BREAKS -> throw new StackOverflowError();
        case IS_NOT_A_NUMBER ->
            List.of(new Detection(ObjectClass.FACE, new Box(Double.NaN, 0, 1, 1), 1));
        case IS_MISSING -> Collections.singletonList(null);
        case ANSWERS_NONSENSE -> throw DetectionException.broken("the same everywhere");
        case FINDS_NOTHING -> List.of();
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void clip_detectorFailsInTheMidst_leavesWithoutTheSquare(Fault fault) throws Exception {
    FileResult result =
        anonymize(
            Profile.files(),
            frame -> {
              long index = frame.info().index();
              return index >= 20 && index <= 22 ? fault.answer() : find(frame);
            });
    assertThat(result.isComplete()).isEqualTo(fault == Fault.FINDS_NOTHING);
    assertThat(seenIn(result)).isZero();
  }

  @Test
  void clip_detectorHangs_leavesNothing() throws Exception {
    var latch = new CountDownLatch(1);
    var impatient =
        new Profile(
            "test",
            Profile.Pace.PATIENT,
            Duration.ZERO,
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            Redaction.SOLID,
            0);
    FakeDetector hanging = FakeDetector.hangingOn(latch);
    FileResult result =
        anonymize(
            impatient, frame -> frame.info().index() < 20 ? find(frame) : hanging.detect(frame));
    latch.countDown();
    // What was covered before cannot be vouched for any more: nobody answers.
    assertThat(result.isComplete()).isFalse();
    assertThat(seenIn(result)).isZero();
  }

  /** Real concealment: bytes of the coded frames are changed, and the decoder makes do with it. */
  @Test
  void clip_corruptedAnywhere_leavesWithoutTheSquare() throws Exception {
    byte[] sound = Files.readAllBytes(clip);
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      byte[] content = sound.clone();
      for (int i = 0; i < 1 + seed; i++) {
        content[random.nextInt(content.length)] = (byte) random.nextInt();
      }
      Files.write(clip, content);
      FileResult result = anonymize(Profile.files(), NothingUncoveredTest::find);
      assertThat(seenIn(result)).as("seed %d", seed).isZero();
    }
  }

  /** The search of the outputs can fail: a detector that sees nothing is found out by it. */
  @Test
  void clip_squareNeverFound_isSeenInEveryFrame() throws Exception {
    FileResult result = anonymize(Profile.files(), frame -> List.of());
    assertThat(seenIn(result)).isEqualTo(FRAMES);
  }

  private FileResult anonymize(Profile profile, FakeDetector.Answer answer) throws Exception {
    Path out = folder.resolve("out");
    try (var gate = new Anonymizer(new FakeDetector(answer), profile)) {
      return new FileAnonymizer(gate, new BatchProcess.Silent(), BatchProcess.provenance())
          .anonymize(List.of(clip), out)
          .get(0);
    }
  }

  /** Returns in how many frames of the output the square can be seen. */
  private static int seenIn(FileResult result) throws Exception {
    Path output = result.output();
    if (output == null) {
      return 0;
    }
    int seen = 0;
    try (FrameSource source = FrameSource.open(output, 0)) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          seen += find(frame).isEmpty() ? 0 : 1;
        }
      }
    }
    return seen;
  }

  /** A detector that looks at the pixels: the box around all places of 8 x 8 that are bright. */
  private static List<Detection> find(Frame frame) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y + 8 <= frame.heightPx(); y += 4) {
      for (int x = 0; x + 8 <= frame.widthPx(); x += 4) {
        if (mean(frame, x, y) > SEEN_FROM) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x + 8);
          bottom = Math.max(bottom, y + 8);
        }
      }
    }
    return right == 0
        ? List.of()
        : List.of(FakeDetector.face(left - 4, top - 4, right - left + 8, bottom - top + 8));
  }

  private static double mean(Frame frame, int left, int top) {
    double sum = 0;
    for (int y = top; y < top + 8; y++) {
      for (int x = left; x < left + 8; x++) {
        sum += Frames.luma(frame, x, y);
      }
    }
    return sum / 64;
  }
}
