import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Path;

/** Encodes raw I420 frames from standard input with the product's encoder and settings. */
final class EncodeRaw {
  private EncodeRaw() {}

  public static void main(String[] args) throws Exception {
    int width = Integer.parseInt(args[0]);
    int height = Integer.parseInt(args[1]);
    double rate = Double.parseDouble(args[2]);
    var in = new BufferedInputStream(System.in, 1 << 20);
    VideoWriter writer = null;
    long began = 0;
    long frames = 0;
    Frame frame = next(in, width, height, 0, rate);
    while (frame != null) {
      if (writer == null) {
        began = System.nanoTime();
        writer = VideoWriter.create(Path.of(args[3]), VideoWriter.Container.MP4, frame, rate);
      }
      writer.write(frame);
      frame.close();
      frames++;
      frame = next(in, width, height, frames, rate);
    }
    writer.finish();
    System.out.printf("%.1f%n", (frames - 1) / ((System.nanoTime() - began) / 1e9));
  }

  private static Frame next(InputStream in, int width, int height, long index, double rate)
      throws Exception {
    byte[] row = in.readNBytes(width);
    if (row.length < width) {
      return null;
    }
    var info = new FrameInfo(index, 0, Math.round(index * 1e6 / rate));
    Frame frame = Frame.black(info, width, height);
    for (int plane = 0; plane < 3; plane++) {
      int columns = plane == 0 ? width : width / 2;
      int rows = plane == 0 ? height : height / 2;
      for (int y = 0; y < rows; y++) {
        byte[] line = plane == 0 && y == 0 ? row : in.readNBytes(columns);
        frame.plane(plane).put(y * frame.stride(plane), line, 0, columns);
      }
    }
    return frame;
  }
}
