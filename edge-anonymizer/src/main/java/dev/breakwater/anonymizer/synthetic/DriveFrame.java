package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import java.awt.image.BufferedImage;

/**
 * A drawn frame and the truth about it.
 *
 * @param picture RGB; belongs to whoever asked for the frame
 */
public record DriveFrame(BufferedImage picture, FrameTruth truth) {
  /**
   * Returns a copy as a camera would deliver it; the caller closes it.
   *
   * @param startMillis wall clock of the first frame of the drive, Unix milliseconds
   */
  public Frame toFrame(long startMillis) {
    var info =
        new FrameInfo(truth.frame(), startMillis + truth.timeMillis(), 1000 * truth.timeMillis());
    var frame = Frame.black(info, picture.getWidth(), picture.getHeight());
    new Yuv(picture).copyTo(frame);
    return frame;
  }
}
