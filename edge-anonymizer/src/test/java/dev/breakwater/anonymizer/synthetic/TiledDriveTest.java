package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectorSettings;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.detect.Tiling;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A frame of the drive as a small part of a 4K frame: what is in scope there is tiny at 480. */
final class TiledDriveTest {
  private static final int WIDTH_PX = 3840;
  private static final int HEIGHT_PX = 2160;

  /** Across the edges of the tiles, so that some objects are cut by them. */
  private static final int LEFT_PX = 1400;

  private static final int TOP_PX = 700;
  private static final int FRAME = 120;
  private static final int SCALE_PX = 480;

  @Test
  void tiles_smallObjectsInALargeFrame_areFoundOnceEach() throws Exception {
    var drawn = new SyntheticDrive(DriveWriter.SEED).frame(FRAME);
    List<Box> planted =
        drawn.truth().objects().stream()
            .filter(PlantedObject::isInScope)
            .map(each -> new Box(each.x() + LEFT_PX, each.y() + TOP_PX, each.w(), each.h()))
            .toList();
    try (Frame small = drawn.toFrame(0);
        Frame large = Frame.black(new FrameInfo(0, 0, 0), WIDTH_PX, HEIGHT_PX)) {
      for (int plane = 0; plane < 3; plane++) {
        paste(small, large, plane);
      }
      long whole = found(planted, detect(large, Tiling.NONE));
      List<Detection> tiled = detect(large, new Tiling(4, 2));
      System.out.printf(
          "%d planted, whole %d, tiled %d of %d%n",
          planted.size(), whole, found(planted, tiled), tiled.size());
      assertThat(found(planted, tiled)).isEqualTo(planted.size()).isGreaterThan(whole);
      for (Box object : planted) {
        assertThat(tiled).filteredOn(each -> each.box().overlap(object) > 0.5).hasSize(1);
      }
    }
  }

  private static List<Detection> detect(Frame frame, Tiling tiling) throws Exception {
    ModelDescriptor model = ModelDescriptor.shipped().withLongestSide(SCALE_PX);
    DetectorSettings settings = DetectorSettings.USUAL.withTiling(tiling);
    try (var detector = NetworkDetector.open(model, settings)) {
      return detector.detect(frame);
    }
  }

  private static long found(List<Box> planted, List<Detection> seen) {
    return planted.stream()
        .filter(object -> seen.stream().anyMatch(each -> each.box().overlap(object) > 0.3))
        .count();
  }

  private static void paste(Frame small, Frame large, int plane) {
    int shift = plane == 0 ? 0 : 1;
    byte[] row = new byte[small.widthPx() >> shift];
    for (int y = 0; y < small.heightPx() >> shift; y++) {
      small.plane(plane).get(y * small.stride(plane), row);
      int to = ((TOP_PX >> shift) + y) * large.stride(plane) + (LEFT_PX >> shift);
      large.plane(plane).put(to, row);
    }
  }
}
