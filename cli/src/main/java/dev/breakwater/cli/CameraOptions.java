package dev.breakwater.cli;

import dev.breakwater.anonymizer.files.StreamOutput;
import dev.breakwater.anonymizer.frame.CameraAddress;
import dev.breakwater.anonymizer.frame.CameraSettings;
import dev.breakwater.anonymizer.frame.LiveFeed;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.cli.installation.CommandFailedException;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how cameras are reached. */
final class CameraOptions {
  @Option(
      names = "--rtsp-transport",
      paramLabel = "KIND",
      description = "tcp (default) or udp; a frame that loses a packet is withheld")
  private CameraSettings.Transport transport = CameraSettings.Transport.TCP;

  /** Connects; the caller closes the camera. */
  LiveCamera open(String camera, PixelOptions pixels, StreamOutput output, InstantSource clock)
      throws CommandFailedException {
    if (camera.equals(PixelOptions.PIPE)) {
      return new LiveCamera(camera, LiveFeed.raw(System.in, pixels.input(), clock), output);
    }
    // What is no address may still hold a password: it is not repeated.
    Optional<CameraAddress> address = CameraAddress.parse(camera);
    if (address.isEmpty()) {
      throw new CommandFailedException(
          "One of the cameras is no address.", "Give rtsp://HOST/PATH or /dev/videoN.", 2);
    }
    try {
      LiveFeed feed = LiveFeed.open(address.get(), settings(pixels), clock);
      return new LiveCamera(address.get().label(), feed, output);
    } catch (UnreadableSourceException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private CameraSettings settings(PixelOptions pixels) throws CommandFailedException {
    try {
      PixelOptions.Size size = pixels.size();
      return new CameraSettings(
          transport, size.widthPx(), size.heightPx(), pixels.framesPerSecond());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "Not asked for: " + e.getMessage() + ".", "Give smaller ones, above 0.", 2);
    }
  }
}
