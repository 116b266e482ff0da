package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExifTest {
  @ParameterizedTest
  @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void exif_withPlace_keepsItInEitherByteOrder(String name) {
    ByteOrder order = name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer tiff = tiff(order, 2);
    entry(tiff, 0x010f, 2, 5, 100);
    entry(tiff, 0x8825, 4, 1, 60);
    tiff.position(60).putShort((short) 1);
    entry(tiff, 0x0002, 5, 3, 120);
    tiff.put(100, "Maker".getBytes(StandardCharsets.US_ASCII)).putInt(120, 39).putInt(124, 1);
    ByteBuffer kept = kept(tiff);
    assertThat(StandardCharsets.ISO_8859_1.decode(kept.duplicate()).toString()).contains("Maker");
    // Read again, it is the same: nothing is lost on the second way.
    assertThat(kept(kept.duplicate())).isEqualTo(kept);
    assertThat(contains(kept, ByteBuffer.allocate(8).order(order).putInt(39).putInt(1).flip()))
        .isTrue();
  }

  @Test
  void exif_valueAboveTheLimit_isLeftOut() {
    ByteBuffer tiff = tiff(ByteOrder.BIG_ENDIAN, 2);
    entry(tiff, 0x010e, 2, Exif.MAX_VALUE_BYTES + 1, 100);
    entry(tiff, 0x010f, 2, Exif.MAX_VALUE_BYTES, 100);
    int oneEntryAndOrientation = 8 + 2 + 2 * 12 + 4;
    assertThat(kept(tiff).remaining()).isEqualTo(oneEntryAndOrientation + Exif.MAX_VALUE_BYTES);
  }

  @Test
  void exif_moreEntriesThanTheLimit_isCutThere() {
    ByteBuffer tiff = tiff(ByteOrder.BIG_ENDIAN, 300);
    for (int i = 0; i < 300; i++) {
      entry(tiff, 0x9000 + i, 3, 1, 0);
    }
    assertThat(kept(tiff).getShort(8)).isEqualTo((short) (Exif.MAX_ENTRIES + 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void exif_ofRandomBytes_isParsedOrRefused(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      ByteBuffer tiff = ByteBuffer.wrap(bytes);
      if (bytes.length > 12) {
        tiff.putShort(0, (short) 0x4d4d).putInt(4, 8).putShort(8, (short) random.nextInt(20));
      }
      int most = 8 + 3 * (6 + (Exif.MAX_ENTRIES + 3) * (12 + Exif.MAX_VALUE_BYTES));
      Exif.parse(tiff)
          .ifPresent(
              exif -> assertThat(inPng(exif).remaining()).as("seed " + seed).isLessThan(most));
      assertThat(ExifSegment.find(ByteBuffer.wrap(bytes))).isEmpty();
    }
  }

  private static boolean contains(ByteBuffer in, ByteBuffer part) {
    for (int at = 0; at + part.remaining() <= in.remaining(); at++) {
      if (in.slice(at, part.remaining()).equals(part)) {
        return true;
      }
    }
    return false;
  }

  private static ByteBuffer tiff(ByteOrder order, int entries) {
    ByteBuffer tiff = ByteBuffer.allocate(4000).order(order);
    tiff.putShort(order == ByteOrder.BIG_ENDIAN ? (short) 0x4d4d : (short) 0x4949);
    return tiff.putShort((short) 42).putInt(8).putShort((short) entries);
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static ByteBuffer kept(ByteBuffer tiff) {
    return ExifSegment.find(inPng(Exif.parse(tiff.rewind()).orElseThrow())).orElseThrow();
  }

  /** An empty PNG file with the block in it. */
  private static ByteBuffer inPng(Exif exif) {
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12);
    png.putLong(0x89504e470d0a1a0aL).putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    return exif.insertInto(png.rewind(), PictureFormat.PNG);
  }
}
