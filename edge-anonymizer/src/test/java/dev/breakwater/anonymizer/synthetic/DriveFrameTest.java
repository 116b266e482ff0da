package dev.breakwater.anonymizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.frame.Frame;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriveFrameTest {
  @ParameterizedTest
  @CsvSource({"000000,16,128,128", "ffffff,235,128,128", "ff0000,82,90,240", "0000ff,41,240,110"})
  void toFrame_plainColour_isThatColourInBt601(String rgb, int luma, int blue, int red) {
    try (var frame = plain(Integer.parseInt(rgb, 16), 3).toFrame(0)) {
      assertThat(corners(frame, 0)).containsOnly(luma);
      assertThat(corners(frame, 1)).containsOnly(blue);
      assertThat(corners(frame, 2)).containsOnly(red);
    }
  }

  @Test
  void toFrame_thirdFrame_hasItsTimes() {
    try (var frame = plain(0, 3).toFrame(1_000_000)) {
      assertThat(frame.info().index()).isEqualTo(3);
      assertThat(frame.info().capturedAtMillis()).isEqualTo(1_000_200);
      assertThat(frame.info().presentationMicros()).isEqualTo(200_000);
    }
  }

  private static DriveFrame plain(int rgb, int index) {
    var picture = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40 * 20; i++) {
      picture.setRGB(i % 40, i / 40, rgb);
    }
    return new DriveFrame(picture, new FrameTruth(index, 200, List.of()));
  }

  private static List<Integer> corners(Frame frame, int plane) {
    int lastColumn = (plane == 0 ? 40 : 20) - 1;
    int lastRow = ((plane == 0 ? 20 : 10) - 1) * frame.stride(plane);
    var bytes = frame.plane(plane);
    return List.of(
        bytes.get(0) & 0xff,
        bytes.get(lastColumn) & 0xff,
        bytes.get(lastRow) & 0xff,
        bytes.get(lastRow + lastColumn) & 0xff);
  }
}
