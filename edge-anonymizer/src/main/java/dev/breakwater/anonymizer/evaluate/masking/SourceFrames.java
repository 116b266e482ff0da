package dev.breakwater.anonymizer.evaluate.masking;

import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.evaluate.labels.Marking;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The labelled frames of a file as they are before anonymization. */
final class SourceFrames {
  private static final int EVERY_PIXEL = 4;
  private static final double MICROS_PER_SECOND = 1e6;

  private final LabelledFile file;
  private final boolean video;

  private SourceFrames(LabelledFile file) throws IOException {
    this.file = file;
    this.video = PictureFormat.of(file.path()).isEmpty();
  }

  /** Says what is covered in a frame. */
  interface Question {
    Covered of(Marking marking, Frame frame);
  }

  /**
   * What is covered in a frame.
   *
   * @param withheld why it does not leave; null if it does
   */
  record Covered(List<MaskedArea> masks, @Nullable String withheld) {
    static Covered withheld(String reason) {
      return new Covered(List.of(), reason);
    }
  }

  /**
   * Asks about each labelled frame, in order.
   *
   * @throws LabelsRejectedException if there is no such frame, or it has another size
   */
  static List<MaskedPicture> ask(LabelledFile file, Question question)
      throws IOException, LabelsRejectedException {
    try (FrameSource source = FrameSource.open(file.path(), 0)) {
      return new SourceFrames(file).ask(source, question);
    } catch (UnreadableSourceException e) {
      return withheld(file, "it cannot be read");
    }
  }

  /** Returns all labelled frames of a file as withheld for one reason. */
  static List<MaskedPicture> withheld(LabelledFile file, String reason) {
    return file.frames().stream()
        .map(each -> new MaskedPicture(each.picture(), List.of(), null, reason))
        .toList();
  }

  private List<MaskedPicture> ask(FrameSource source, Question question)
      throws LabelsRejectedException {
    List<MaskedPicture> answers = new ArrayList<>();
    for (Marking marking : file.frames()) {
      Optional<Frame> frame = source.skipTo(marking.picture().frame());
      if (frame.isEmpty()) {
        throw problem(marking, "there is no such frame");
      }
      try (Frame open = frame.get()) {
        answers.add(answer(marking, open, question));
      }
    }
    return answers;
  }

  private MaskedPicture answer(Marking marking, Frame frame, Question question)
      throws LabelsRejectedException {
    LabelledPicture picture = marking.picture();
    if (!frame.isDamaged()
        && (frame.widthPx() != picture.widthPx() || frame.heightPx() != picture.heightPx())) {
      // B.5: size and resolution must not be changed; coordinates would mean something else.
      throw problem(
          marking,
          "the labels are for "
              + picture.widthPx()
              + "x"
              + picture.heightPx()
              + " pixels, it has "
              + frame.widthPx()
              + "x"
              + frame.heightPx());
    }
    Covered covered = question.of(marking, frame);
    Double luma = frame.isDamaged() ? null : meanLuma(frame);
    return new MaskedPicture(timed(picture, frame), covered.masks, luma, covered.withheld);
  }

  /** Adds when a video's frame is shown, if its label does not say when it was taken. */
  private LabelledPicture timed(LabelledPicture picture, Frame frame) {
    if (!video || picture.seconds() != null) {
      return picture;
    }
    return new LabelledPicture(
        picture.file(),
        picture.frame(),
        frame.info().presentationMicros() / MICROS_PER_SECOND,
        picture.widthPx(),
        picture.heightPx(),
        picture.sensor(),
        picture.objects());
  }

  private static double meanLuma(Frame frame) {
    ByteBuffer luma = frame.plane(0);
    long sum = 0;
    long count = 0;
    for (int y = 0; y < frame.heightPx(); y += EVERY_PIXEL) {
      for (int x = 0; x < frame.widthPx(); x += EVERY_PIXEL) {
        sum += luma.get(y * frame.stride(0) + x) & 0xff;
        count++;
      }
    }
    return (double) sum / count;
  }

  private LabelsRejectedException problem(Marking marking, String text) {
    String where = video ? ":frame " + marking.picture().frame() : "";
    return new LabelsRejectedException(List.of(file.path() + where + ": " + text));
  }
}
