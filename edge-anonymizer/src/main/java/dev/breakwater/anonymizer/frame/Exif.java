package dev.breakwater.anonymizer.frame;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words and numbers of a picture's EXIF (CIPA DC-008): device, exposure, time, place. EXIF also
 * holds pictures: the thumbnail, previews in the maker's own notes. None of them was searched, so
 * nothing that could be one is taken: no second directory, no notes, no value above {@value
 * #MAX_VALUE_BYTES} bytes. The orientation becomes upright, as the output is.
 */
public final class Exif {
  static final int MAX_VALUE_BYTES = 256;
  static final int MAX_ENTRIES = 128;

  private static final int ORIENTATION = 0x0112;
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int GPS_DIRECTORY = 0x8825;

  /** Pointers to what is not taken, the maker's notes, and blocks of other programs. */
  private static final Set<Integer> LEFT_OUT =
      Set.of(
          ORIENTATION,
          EXIF_DIRECTORY,
          GPS_DIRECTORY,
          0x0111,
          0x0117,
          0x014a,
          0x0201,
          0x0202,
          0x02bc,
          0x83bb,
          0x8649,
          0x8773,
          0x927c,
          0xa005);

  private static final int HEAD_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** Bytes of one value of each type; 0 where there is no such type. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  private final Bytes tiff;

  private Exif(Bytes tiff) {
    this.tiff = tiff;
  }

  private record Entry(int tag, int type, int count, Bytes value) {}

  /** Returns what may be kept of a JPEG or PNG file; empty if there is none, or it is broken. */
  public static Optional<Exif> of(Path picture) throws IOException {
    if (Files.size(picture) > PictureDecoder.MAX_FILE_BYTES) {
      return Optional.empty();
    }
    return ExifSegment.find(ByteBuffer.wrap(Files.readAllBytes(picture))).flatMap(Exif::parse);
  }

  static Optional<Exif> parse(ByteBuffer tiff) {
    try {
      short order = tiff.getShort(0);
      if (order != 0x4949 && order != 0x4d4d) {
        return Optional.empty();
      }
      tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      return Optional.of(new Exif(rewritten(tiff)));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Bytes rewritten(ByteBuffer tiff) {
    int first = tiff.getInt(4);
    List<Entry> main = entries(tiff, first);
    List<Entry> exif = entries(tiff, pointer(tiff, first, EXIF_DIRECTORY));
    List<Entry> gps = entries(tiff, pointer(tiff, first, GPS_DIRECTORY));
    main.add(entry(tiff, ORIENTATION, SHORT, 1));
    int pointers = (exif.isEmpty() ? 0 : 1) + (gps.isEmpty() ? 0 : 1);
    int at = HEAD_BYTES + bytes(main) + pointers * ENTRY_BYTES;
    if (!exif.isEmpty()) {
      main.add(entry(tiff, EXIF_DIRECTORY, LONG, at));
      at += bytes(exif);
    }
    if (!gps.isEmpty()) {
      main.add(entry(tiff, GPS_DIRECTORY, LONG, at));
      at += bytes(gps);
    }
    ByteBuffer out = ByteBuffer.allocate(at).order(tiff.order());
    out.putShort(tiff.getShort(0) == 0x4949 ? (short) 0x4949 : (short) 0x4d4d);
    out.putShort((short) 42).putInt(HEAD_BYTES);
    for (List<Entry> directory : List.of(main, exif, gps)) {
      if (!directory.isEmpty()) {
        write(out, directory);
      }
    }
    return Bytes.of(out.array());
  }

  private static List<Entry> entries(ByteBuffer tiff, int offset) {
    List<Entry> entries = new ArrayList<>();
    if (offset < HEAD_BYTES) {
      return entries;
    }
    int count = Math.min(MAX_ENTRIES, tiff.getShort(offset) & 0xffff);
    for (int at = offset + 2; at < offset + 2 + count * ENTRY_BYTES; at += ENTRY_BYTES) {
      int tag = tiff.getShort(at) & 0xffff;
      int type = tiff.getShort(at + 2) & 0xffff;
      long size =
          (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0)
              * Integer.toUnsignedLong(tiff.getInt(at + 4));
      if (!LEFT_OUT.contains(tag) && size > 0 && size <= MAX_VALUE_BYTES) {
        byte[] value = new byte[(int) size];
        tiff.get(size <= 4 ? at + 8 : tiff.getInt(at + 8), value);
        entries.add(new Entry(tag, type, tiff.getInt(at + 4), Bytes.of(value)));
      }
    }
    return entries;
  }

  private static int pointer(ByteBuffer tiff, int offset, int tag) {
    int count = Math.min(MAX_ENTRIES, tiff.getShort(offset) & 0xffff);
    for (int at = offset + 2; at < offset + 2 + count * ENTRY_BYTES; at += ENTRY_BYTES) {
      if ((tiff.getShort(at) & 0xffff) == tag) {
        return tiff.getInt(at + 8);
      }
    }
    return 0;
  }

  private static Entry entry(ByteBuffer like, int tag, int type, int value) {
    ByteBuffer bytes = ByteBuffer.allocate(TYPE_BYTES[type]).order(like.order());
    if (type == SHORT) {
      bytes.putShort((short) value);
    } else {
      bytes.putInt(value);
    }
    return new Entry(tag, type, 1, Bytes.of(bytes.array()));
  }

  private static int bytes(List<Entry> entries) {
    int bytes = 2 + 4 + entries.size() * ENTRY_BYTES;
    for (Entry entry : entries) {
      bytes += outside(entry);
    }
    return bytes;
  }

  /** A value of up to four bytes lies in its entry; a longer one elsewhere, at an even place. */
  private static int outside(Entry entry) {
    int size = entry.value.length();
    return size <= 4 ? 0 : (size + 1) & ~1;
  }

  private static void write(ByteBuffer out, List<Entry> entries) {
    entries.sort(Comparator.comparingInt(Entry::tag));
    int elsewhere = out.position() + 2 + 4 + entries.size() * ENTRY_BYTES;
    out.putShort((short) entries.size());
    for (Entry entry : entries) {
      out.putShort((short) entry.tag).putShort((short) entry.type).putInt(entry.count);
      int inside = out.position();
      if (outside(entry) == 0) {
        out.put(entry.value.toArray());
      } else {
        out.putInt(elsewhere);
        out.put(elsewhere, entry.value.toArray());
        elsewhere += outside(entry);
      }
      out.position(inside + 4);
    }
    // No next directory: it would be the thumbnail.
    out.putInt(0).position(elsewhere);
  }

  /** Returns an encoded picture with this EXIF in it. */
  ByteBuffer insertInto(ByteBuffer picture, PictureFormat format) {
    return ExifSegment.insert(picture, format, tiff);
  }
}
