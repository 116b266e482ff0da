package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PixelArea;
import dev.breakwater.anonymizer.frame.Scaler;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * OpenCV's frontal face cascade (Debian packages {@code python3-opencv}, {@code opencv-data}), a
 * process for each picture; the pixels go through a pipe. For asking whether covered faces are
 * still recognized, not for finding faces to cover.
 */
public final class HaarCascade implements Detector {
  /** What the report says where {@link #find} finds none. */
  public static final String ABSENT =
      "OpenCV's cascade is not installed (Debian: apt-get install python3-opencv opencv-data)";

  private static final Path FILE =
      Path.of("/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml");
  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int COLOURS = 3;
  private static final int NUMBERS = 4;

  /** The cascade's settings are OpenCV's usual ones; a face has 24 pixels or more. */
  private static final String SCRIPT =
      """
      import cv2, numpy, sys
      picture = cv2.imdecode(numpy.frombuffer(sys.stdin.buffer.read(), numpy.uint8), 0)
      cascade = cv2.CascadeClassifier(sys.argv[1])
      for box in cascade.detectMultiScale(picture, 1.2, 3, minSize=(24, 24)):
          print(*box)
      """;

  private final List<String> command;
  private final Digest digest;
  private final Scaler scaler = new Scaler();

  HaarCascade(List<String> command, Digest digest) {
    this.command = List.copyOf(command);
    this.digest = digest;
  }

  /** Returns the installed cascade; empty where it or what runs it is missing. */
  public static Optional<Detector> find() {
    return find(PYTHON, FILE);
  }

  static Optional<Detector> find(String python, Path cascade) {
    try {
      Program.run(List.of(python, "-c", "import cv2, numpy"), new byte[0], TIMEOUT);
      Digest digest = Digest.of(Files.readAllBytes(cascade));
      return Optional.of(
          new HaarCascade(List.of(python, "-c", SCRIPT, cascade.toString()), digest));
    } catch (ProgramException | IOException e) {
      // Nothing that can be run, which is what was asked.
      return Optional.empty();
    }
  }

  @Override
  public List<Detection> detect(Frame frame) throws DetectionException {
    try {
      return parse(Program.run(command, ppm(frame), TIMEOUT));
    } catch (ProgramException e) {
      throw new DetectionException("OpenCV gave no answer", e);
    }
  }

  private byte[] ppm(Frame frame) {
    int width = frame.widthPx();
    var whole = new PixelArea(0, 0, width, frame.heightPx());
    Scaler.Bgr pixels = scaler.toBgr(frame, whole, width, frame.heightPx());
    String header = "P6 " + width + " " + frame.heightPx() + " 255\n";
    ByteBuffer file = ByteBuffer.allocate(header.length() + width * frame.heightPx() * COLOURS);
    file.put(header.getBytes(StandardCharsets.US_ASCII));
    for (int y = 0; y < frame.heightPx(); y++) {
      for (int x = 0; x < width; x++) {
        int at = y * pixels.stride() + x * COLOURS;
        file.put(pixels.bytes().get(at + 2));
        file.put(pixels.bytes().get(at + 1));
        file.put(pixels.bytes().get(at));
      }
    }
    return file.array();
  }

  private static List<Detection> parse(String answer) throws DetectionException {
    List<Detection> found = new ArrayList<>();
    for (String line : answer.lines().toList()) {
      String[] numbers = line.split(" ", -1);
      if (numbers.length != NUMBERS) {
        throw new DetectionException("OpenCV's answer is none", null);
      }
      found.add(detection(numbers));
    }
    return found;
  }

  private static Detection detection(String[] numbers) throws DetectionException {
    try {
      var box =
          new Box(
              Integer.parseInt(numbers[0]),
              Integer.parseInt(numbers[1]),
              Integer.parseInt(numbers[2]),
              Integer.parseInt(numbers[3]));
      return new Detection(ObjectClass.FACE, box, 1);
    } catch (IllegalArgumentException e) {
      throw new DetectionException("OpenCV's answer is none", e);
    }
  }

  /** A program that does not run at all gives no answer to {@link #detect} either. */
  @Override
  public void verify() {}

  @Override
  public Set<ObjectClass> classes() {
    return Set.of(ObjectClass.FACE);
  }

  @Override
  public List<Digest> models() {
    return List.of(digest);
  }

  @Override
  public void close() {
    scaler.close();
  }
}
