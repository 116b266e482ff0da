package dev.breakwater.anonymizer.frame;

/**
 * How to connect to a camera.
 *
 * @param transport of RTSP's pictures
 * @param widthPx asked of a device; 0 leaves it to the device. RTSP cameras decide themselves
 * @param heightPx as {@code widthPx}
 * @param framesPerSecond asked of a device; 0 leaves it to the device
 */
public record CameraSettings(
    Transport transport, int widthPx, int heightPx, double framesPerSecond) {
  /** RTSP over TCP, a device as it is set. */
  public static final CameraSettings USUAL = new CameraSettings(Transport.TCP, 0, 0, 0);

  private static final double MAX_FRAMES_PER_SECOND = 1000;

  /** What carries the pictures of an RTSP camera. */
  public enum Transport {
    /** In the connection itself: nothing is lost on the way. */
    TCP,
    /** Packets of their own: frames that lose one are withheld, up to the next key frame. */
    UDP
  }

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public CameraSettings {
    if (widthPx < 0
        || heightPx < 0
        || (widthPx == 0) != (heightPx == 0)
        || widthPx > Frame.MAX_SIDE_PX
        || heightPx > Frame.MAX_SIDE_PX) {
      throw new IllegalArgumentException("frames of " + widthPx + "x" + heightPx + " pixels");
    }
    if (!(framesPerSecond >= 0 && framesPerSecond <= MAX_FRAMES_PER_SECOND)) {
      throw new IllegalArgumentException(framesPerSecond + " frames per second");
    }
  }
}
