package dev.breakwater.anonymizer.evaluate.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import dev.breakwater.anonymizer.evaluate.ScoredObject.Outcome;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PicturePairsTest {
  private static final Box FACE = new Box(20, 20, 40, 40);

  @TempDir Path folder;
  private Path taken;
  private Path sent;
  private final List<Long> seen = new ArrayList<>();
  private final EffectCheck check =
      new EffectCheck(
          List.of(
              new FaceReader(
                  "bright",
                  new FakeDetector(
                      frame -> {
                        seen.add(frame.info().index());
                        return Frames.luma(frame, 40, 40) >= Frames.DARKEST - 20
                            ? List.of(FakeDetector.face(20, 20, 40, 40))
                            : List.of();
                      }))),
          List.of(),
          List.of());

  @BeforeEach
  void folders() throws Exception {
    taken = Files.createDirectories(folder.resolve("taken/street"));
    sent = Files.createDirectories(folder.resolve("sent/street"));
  }

  @Test
  void show_pictureBeforeAndAfter_isCompared() throws Exception {
    picture(taken.resolve("a.png"), true, 96);
    picture(sent.resolve("a.png"), false, 96);

    Effect effect = show(scored("street/a.png", 0, Outcome.CORRECT));

    assertThat(effect.readers()).containsExactly(tally(1, 1, 0));
  }

  @Test
  void show_missedAndWithheldObjects_areNotAskedAbout() throws Exception {
    Effect effect =
        show(
            scored("street/a.png", 0, Outcome.MISSED), scored("street/b.png", 0, Outcome.WITHHELD));

    assertThat(effect.readers()).containsExactly(tally(0, 0, 0));
    assertThat(effect.pictures()).isZero();
  }

  @Test
  void show_picturesNotThereOrDamagedOrOfAnotherSize_areLeftOpen() throws Exception {
    picture(taken.resolve("gone.png"), true, 96);
    picture(taken.resolve("damaged.png"), true, 96);
    Files.writeString(sent.resolve("damaged.png"), "no picture");
    picture(taken.resolve("small.png"), true, 96);
    picture(sent.resolve("small.png"), false, 80);
    picture(sent.resolve("untaken.png"), false, 96);

    Effect effect =
        show(
            scored("street/gone.png", 0, Outcome.CORRECT),
            scored("street/damaged.png", 0, Outcome.CORRECT),
            scored("street/small.png", 0, Outcome.CORRECT),
            scored("street/untaken.png", 0, Outcome.CORRECT));

    assertThat(effect.unanswered())
        .extracting(Effect.Unanswered::reason)
        .containsExactly(
            "the picture as sent cannot be read",
            "the picture as sent cannot be read",
            "its size was changed (B.5)",
            "the picture as taken cannot be read");
    assertThat(effect.outcome(ObjectClass.FACE)).isEqualTo(Effect.Outcome.UNPROVEN);
  }

  @Test
  void show_framesOfAVideoInAnyOrder_areFound() throws Exception {
    video(taken.resolve("v.mkv"), VideoWriter.Container.MATROSKA);
    video(sent.resolve("v.mp4"), VideoWriter.Container.MP4);

    show(
        scored("street/v.mkv", 7, Outcome.CORRECT),
        scored("street/v.mkv", 2, Outcome.CORRECT),
        scored("street/v.mkv", 99, Outcome.CORRECT));

    assertThat(seen).containsExactly(2L, 2L, 7L, 7L);
    assertThat(check.result().unanswered()).hasSize(1);
  }

  private Effect show(ScoredObject... objects) {
    try (var pairs =
        new PicturePairs(
            FramesByName.in(folder.resolve("taken")), FramesByName.in(folder.resolve("sent")))) {
      pairs.show(List.of(objects), check);
    }
    return check.result();
  }

  private static Effect.Tally tally(int asked, int before, int after) {
    return new Effect.Tally("bright", ObjectClass.FACE, asked, before, after);
  }

  private static ScoredObject scored(String file, long frame, Outcome outcome) {
    return new ScoredObject(
        file, frame, LabelledObject.upright(ObjectClass.FACE, FACE), 1, outcome);
  }

  private static void picture(Path file, boolean bright, int heightPx) throws Exception {
    var info = new FrameInfo(0, 0, 0);
    try (Frame frame =
        bright ? Frames.textured(0, 160, heightPx) : Frame.black(info, 160, heightPx)) {
      Files.write(file, PictureEncoder.encode(frame, PictureFormat.PNG).array());
    }
  }

  private static void video(Path file, VideoWriter.Container container) throws Exception {
    try (Frame first = Frames.textured(0, 160, 96)) {
      VideoWriter writer = VideoWriter.create(file, container, first, 25);
      writer.write(first);
      for (int i = 1; i < 10; i++) {
        try (Frame frame = Frames.textured(i, 160, 96)) {
          writer.write(frame);
        }
      }
      writer.finish();
    }
  }
}
