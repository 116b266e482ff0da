package dev.breakwater.cli.demo;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.synthetic.FrameTruth;
import dev.breakwater.anonymizer.synthetic.PlantedObject;
import dev.breakwater.wire.GateAttestation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many of the planted faces and plates are covered in a clip that left the car. Looks at the
 * decoded pixels only: an object is covered when at least half of its true box has the colour of a
 * solid mask (GB/T 44464 B.5.3).
 */
final class Planted {
  private static final int MASK_LUMA = 16;
  private static final int MASK_BLUE_DIFFERENCE = 128;
  private static final int MASK_RED_DIFFERENCE = 240;
  private static final int TOLERANCE = 14;
  private static final double COVERED = 0.5;

  private final Map<Integer, FrameTruth> truth;
  private final Count faces = new Count();
  private final Count plates = new Count();

  Planted(Map<Integer, FrameTruth> truth) {
    this.truth = truth;
  }

  /** In-scope objects, counted once for each frame they are in. */
  static final class Count {
    private long all;
    private long covered;

    long all() {
      return all;
    }

    long covered() {
      return covered;
    }

    /** Returns whether there are any and at least this share of them is covered. */
    boolean reaches(double share) {
      return all > 0 && covered >= share * all;
    }

    @Override
    public String toString() {
      return covered + " of " + all;
    }
  }

  /**
   * Looks at every frame of a clip.
   *
   * @param frames the clip's attestations: which source frame each frame is
   */
  void look(Path clip, List<GateAttestation> frames) throws IOException, UnreadableSourceException {
    try (FrameSource source = FrameSource.open(clip, 0)) {
      for (GateAttestation attestation : frames) {
        Optional<Frame> next = source.next();
        if (next.isEmpty()) {
          return;
        }
        try (Frame frame = next.get()) {
          look(frame, truth((int) attestation.frame()));
        }
      }
    }
  }

  private FrameTruth truth(int index) {
    FrameTruth seen = truth.get(index);
    if (seen == null) {
      throw new IllegalStateException("nobody knows what is planted in frame " + index);
    }
    return seen;
  }

  private void look(Frame frame, FrameTruth seen) {
    for (PlantedObject object : seen.objects()) {
      if (object.isInScope()) {
        Count count = object.kind() == ObjectClass.FACE ? faces : plates;
        count.all++;
        count.covered += maskedShare(frame, object) >= COVERED ? 1 : 0;
      }
    }
  }

  private static double maskedShare(Frame frame, PlantedObject object) {
    int left = (int) Math.max(0, object.x());
    int top = (int) Math.max(0, object.y());
    int right = (int) Math.min(frame.widthPx(), Math.ceil(object.x() + object.w()));
    int bottom = (int) Math.min(frame.heightPx(), Math.ceil(object.y() + object.h()));
    long masked = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        masked += isMask(frame, x, y) ? 1 : 0;
      }
    }
    return (double) masked / ((long) (right - left) * (bottom - top));
  }

  private static boolean isMask(Frame frame, int x, int y) {
    return near(frame, 0, x, y, MASK_LUMA)
        && near(frame, 1, x / 2, y / 2, MASK_BLUE_DIFFERENCE)
        && near(frame, 2, x / 2, y / 2, MASK_RED_DIFFERENCE);
  }

  private static boolean near(Frame frame, int plane, int x, int y, int value) {
    ByteBuffer bytes = frame.plane(plane);
    return Math.abs((bytes.get(y * frame.stride(plane) + x) & 0xff) - value) <= TOLERANCE;
  }

  Count faces() {
    return faces;
  }

  Count plates() {
    return plates;
  }
}
