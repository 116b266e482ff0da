package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.StreamOutput;
import dev.breakwater.anonymizer.frame.LiveFeed;
import dev.breakwater.anonymizer.gate.CameraFormat;

/**
 * A camera that is connected, and where its frames go.
 *
 * @param name that may be shown and written
 */
record LiveCamera(String name, LiveFeed feed, StreamOutput output) implements AutoCloseable {
  CameraFormat format() {
    return new CameraFormat(feed.widthPx(), feed.heightPx(), feed.framesPerSecond());
  }

  @Override
  public void close() {
    feed.close();
  }
}
