package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.frame.RawWriter;
import dev.breakwater.anonymizer.synthetic.DriveWriter;
import dev.breakwater.anonymizer.synthetic.SyntheticDrive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A camera that gives some frames of the drawn drive forth and back for ever, as NV12 in a pipe.
 */
final class DrawnCamera extends InputStream {
  static final RawVideo VIDEO =
      new RawVideo(
          RawVideo.Layout.NV12,
          SyntheticDrive.WIDTH_PX,
          SyntheticDrive.HEIGHT_PX,
          SyntheticDrive.FRAMES_PER_SECOND);

  private final byte[] content;
  private int at;

  private DrawnCamera(byte[] content) {
    this.content = content;
  }

  /**
   * @param from first frame of the drive
   * @param count how many follow each other
   */
  static FrameSource of(int from, int count) throws IOException {
    var drive = new SyntheticDrive(DriveWriter.SEED);
    var content = new ByteArrayOutputStream(2 * count * VIDEO.frameBytes());
    var writer = new RawWriter(content, VIDEO);
    for (int i = 0; i < 2 * count; i++) {
      try (Frame frame = drive.frame(from + Math.min(i, 2 * count - 1 - i)).toFrame(0)) {
        writer.write(frame);
      }
    }
    return FrameSource.raw(new DrawnCamera(content.toByteArray()), VIDEO, 0);
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("frames are read whole");
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = Math.min(length, content.length - at);
    System.arraycopy(content, at, target, offset, count);
    at = (at + count) % content.length;
    return count;
  }
}
