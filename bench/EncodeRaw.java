import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Encodes raw I420 frames from standard input with the product's encoder and settings. */
final class EncodeRaw {
  private EncodeRaw() {}

  public static void main(String[] args) throws Exception {
    double rate = Double.parseDouble(args[2]);
    var video =
        new RawVideo(
            RawVideo.Layout.I420, Integer.parseInt(args[0]), Integer.parseInt(args[1]), rate);
    VideoWriter writer = null;
    long began = 0;
    long frames = 0;
    FrameSource source = FrameSource.raw(System.in, video, 0);
    for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
      try (Frame frame = next.get()) {
        if (writer == null) {
          // The first frame comes when Python has loaded everything.
          began = System.nanoTime();
          writer = VideoWriter.create(Path.of(args[3]), VideoWriter.Container.MP4, frame, rate);
        }
        writer.write(frame);
        frames++;
      }
    }
    if (writer == null) {
      throw new IllegalStateException("no frame came on standard input");
    }
    writer.finish();
    System.out.printf("%.1f%n", (frames - 1) / ((System.nanoTime() - began) / 1e9));
  }
}
