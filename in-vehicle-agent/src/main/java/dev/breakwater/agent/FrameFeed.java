package dev.breakwater.agent;

import dev.breakwater.anonymizer.frame.Frame;
import java.io.IOException;

/** Takes the frames of a drive from the camera through the gate to the seal. */
interface FrameFeed extends AutoCloseable {
  /** The name of the cursor, in frames. */
  String SOURCE = "camera";

  /** Takes the next frame, which the caller must not touch again. */
  void feed(Frame frame) throws IOException, InterruptedException;

  /** Ends the drive: what was fed becomes durable. */
  void finish() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
