package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.Frames;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PictureSourceTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void picture_writtenAndRead_isTheSame(PictureFormat format) throws Exception {
    Path file = picture("p.jpg", format, 64, 48);
    try (Frame frame = only(file)) {
      assertThat(frame.widthPx()).isEqualTo(64);
      assertThat(PictureFormat.of(file)).contains(format);
    }
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void picture_cutOff_isDamaged(PictureFormat format) throws Exception {
    Path file = picture("p.jpg", format, 64, 48);
    byte[] content = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 30, content.length / 2, content.length - 20}) {
      Files.write(file, Arrays.copyOf(content, length));
      try (Frame frame = only(file)) {
        assertThat(frame.isDamaged()).as("first %s bytes", length).isTrue();
      }
    }
  }

  @Test
  void picture_interlaced_isReadAsAWhole() throws Exception {
    var image = new BufferedImage(33, 21, BufferedImage.TYPE_INT_RGB);
    image.setRGB(32, 20, 0xffffff);
    Path file = folder.resolve("interlaced.png");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    try (Frame frame = only(file)) {
      assertThat(Frames.luma(frame, 32, 20)).isGreaterThan(200);
      assertThat(Frames.luma(frame, 30, 20)).isLessThan(50);
    }
  }

  @Test
  void picture_thatIsNone_isDamaged() throws Exception {
    Path file = Files.writeString(folder.resolve("text.png"), "not a picture");
    try (Frame frame = only(file)) {
      assertThat(frame.isDamaged()).isTrue();
    }
  }

  @Test
  void picture_largerThanTheLimit_isDamagedNotAllocated() throws Exception {
    byte[] content = Files.readAllBytes(picture("p.jpg", PictureFormat.JPEG, 64, 48));
    int size = indexOf(content, 0xc0) + 5;
    for (int i = 0; i < 4; i++) {
      content[size + i] = (byte) 0xfe;
    }
    Path file = Files.write(folder.resolve("bomb.jpg"), content);
    try (Frame frame = only(file)) {
      assertThat(frame.isDamaged()).isTrue();
    }
  }

  /** EXIF orientation: where the stored picture's upper left corner is when it stands upright. */
  @ParameterizedTest(name = "orientation {0}")
  @CsvSource({
    "1, 64, 48, 0, 0", "2, 64, 48, 1, 0", "3, 64, 48, 1, 1", "4, 64, 48, 0, 1",
    "5, 48, 64, 0, 0", "6, 48, 64, 1, 0", "7, 48, 64, 1, 1", "8, 48, 64, 0, 1"
  })
  void picture_withExifOrientation_standsUpright(
      int orientation, int width, int height, int right, int bottom) throws Exception {
    Path file = folder.resolve("turned.jpg");
    Files.write(file, withExif(Files.readAllBytes(cornered()), orientation));
    try (Frame frame = only(file)) {
      assertThat(frame.widthPx()).isEqualTo(width);
      assertThat(frame.heightPx()).isEqualTo(height);
      int x = 4 + right * (width - 9);
      int y = 4 + bottom * (height - 9);
      assertThat(Frames.luma(frame, x, y)).isGreaterThan(200);
      assertThat(Frames.luma(frame, width - 1 - x, height - 1 - y)).isLessThan(60);
    }
  }

  @Test
  void folder_ofPictures_givesThemInNameOrderAtTheSizeOfTheFirst() throws Exception {
    picture("b.png", PictureFormat.PNG, 200, 50);
    picture("a.jpg", PictureFormat.JPEG, 64, 48);
    Files.writeString(folder.resolve("c.txt"), "no picture");
    assertThat(FrameSource.countFrames(folder)).isEqualTo(2);
    try (var source = FrameSource.open(folder, 500);
        Frame first = source.next().orElseThrow();
        Frame second = source.next().orElseThrow()) {
      assertThat(second.info()).isEqualTo(new FrameInfo(1, 600, 100_000));
      assertThat(second.widthPx()).isEqualTo(first.widthPx()).isEqualTo(64);
      assertThat(Frames.luma(second, 32, 24)).isGreaterThan(Frames.DARKEST / 2);
      assertThat(Frames.luma(second, 32, 2)).isLessThan(20);
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void folder_withoutPictures_isRefused() {
    assertThatThrownBy(() -> FrameSource.open(folder, 0))
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessageContaining("no JPEG or PNG picture in it");
  }

  private Path picture(String name, PictureFormat format, int width, int height)
      throws IOException {
    try (Frame frame = Frames.textured(0, width, height)) {
      return Files.write(folder.resolve(name), PictureEncoder.encode(frame, format).array());
    }
  }

  /** A black picture with a white square in its upper left corner. */
  private Path cornered() throws IOException {
    try (Frame frame = Frame.black(new FrameInfo(0, 0, 0), 64, 48)) {
      for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 16; x++) {
          frame.plane(0).put(y * frame.stride(0) + x, (byte) 235);
        }
      }
      byte[] content = PictureEncoder.encode(frame, PictureFormat.JPEG).array();
      return Files.write(folder.resolve("cornered.jpg"), content);
    }
  }

  static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe10022" // APP1 of 34 bytes
                    + "457869660000" // "Exif"
                    + "4d4d002a00000008" // big endian, first directory at 8
                    + "0001" // one entry: orientation, SHORT, one value
                    + "011200030000000100"
                    + HexFormat.of().toHexDigits((byte) orientation)
                    + "0000"
                    + "00000000");
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(exif);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static int indexOf(byte[] content, int marker) {
    int at = 0;
    while (content[at] != (byte) 0xff || content[at + 1] != (byte) marker) {
      at++;
    }
    return at;
  }

  private static Frame only(Path file) throws Exception {
    try (var source = FrameSource.open(file, 0)) {
      Frame frame = source.next().orElseThrow();
      assertThat(source.next()).isEmpty();
      return frame;
    }
  }
}
