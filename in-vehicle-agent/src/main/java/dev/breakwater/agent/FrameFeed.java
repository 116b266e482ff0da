package dev.breakwater.agent;

import dev.breakwater.anonymizer.frame.Frame;
import java.io.IOException;

/** Takes the frames of a drive from the camera through the gate to the seal. */
interface FrameFeed extends AutoCloseable {
  /** The name of the cursor of a camera that was fed to its end, in frames. */
  String SOURCE = "camera";

  /** The name of the cursor of what need not be fed again after a crash, in frames. */
  String SETTLED = "camera/settled";

  /** Takes the next frame, which the caller must not touch again. */
  void feed(Frame frame) throws IOException, InterruptedException;

  /**
   * Ends the feed: what was fed becomes durable, together with {@link #SETTLED}.
   *
   * @param frames of the drive up to now
   */
  void end(long frames) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
