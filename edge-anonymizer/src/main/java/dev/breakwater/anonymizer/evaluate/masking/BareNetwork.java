package dev.breakwater.anonymizer.evaluate.masking;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.MaskedPicture;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.frame.Frame;
import java.io.IOException;
import java.util.List;

/**
 * What a network sees, frame by frame, with nothing of the product around it: each box grown by a
 * tenth of its sides at every edge, as the model's card measures it.
 */
public final class BareNetwork implements Masking {
  /** A tenth at either end. */
  static final double GROWTH = 1.2;

  private final Detector detector;

  /**
   * @param detector stays the caller's, who closes it
   */
  public BareNetwork(Detector detector) {
    this.detector = detector;
  }

  @Override
  public List<MaskedPicture> of(LabelledFile file) throws IOException, LabelsRejectedException {
    return SourceFrames.ask(file, (marking, frame) -> search(frame));
  }

  private SourceFrames.Covered search(Frame frame) {
    if (frame.isDamaged()) {
      return SourceFrames.Covered.withheld("it cannot be decoded");
    }
    try {
      List<MaskedArea> masks =
          detector.detect(frame).stream().filter(Detection::firm).map(BareNetwork::mask).toList();
      return new SourceFrames.Covered(masks, null);
    } catch (DetectionException e) {
      return SourceFrames.Covered.withheld("the network cannot search it");
    }
  }

  private static MaskedArea mask(Detection detection) {
    Box grown = detection.box().scaled(GROWTH, GROWTH);
    return MaskedArea.upright(detection.kind(), grown);
  }
}
