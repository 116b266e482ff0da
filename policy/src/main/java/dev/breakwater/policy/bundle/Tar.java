package dev.breakwater.policy.bundle;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The ustar archive of POSIX.1-1988, with regular files only. Owner, time and mode are always the
 * same and nothing follows the end, so files in an order have exactly one archive; every other
 * archive of them is refused.
 */
final class Tar {
  /** The largest archive that is looked at, bytes. */
  static final int MAX_BYTES = 64 << 20;

  /** The most files in an archive. */
  static final int MAX_FILES = 256;

  private static final int BLOCK = 512;
  private static final int END = 2 * BLOCK;
  private static final int NAME = 0;
  private static final int NAME_BYTES = 100;
  private static final int MODE = 100;
  private static final int OWNER = 108;
  private static final int GROUP = 116;
  private static final int SIZE = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int TIME = 136;
  private static final int CHECKSUM = 148;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final Pattern OCTAL = Pattern.compile("[0-7]{11}");

  private Tar() {}

  /**
   * @throws IllegalArgumentException if there are too many files or bytes
   */
  static Bytes write(List<BundleFile> files) {
    long length = END + files.stream().mapToLong(Tar::lengthOf).sum();
    if (length > MAX_BYTES || files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "a bundle has at most " + MAX_BYTES + " bytes and " + MAX_FILES + " files");
    }
    var tar = ByteBuffer.allocate((int) length);
    for (BundleFile file : files) {
      tar.put(header(file));
      tar.put(file.content().asBuffer());
      tar.position(tar.position() + padding(file.content().length()));
    }
    return Bytes.of(tar.array());
  }

  private static long lengthOf(BundleFile file) {
    int length = file.content().length();
    return (long) BLOCK + length + padding(length);
  }

  private static int padding(int length) {
    return (BLOCK - length % BLOCK) % BLOCK;
  }

  private static byte[] header(BundleFile file) {
    byte[] header = new byte[BLOCK];
    put(header, NAME, file.path());
    put(header, MODE, "0000644");
    put(header, OWNER, "0000000");
    put(header, GROUP, "0000000");
    put(header, SIZE, octal(SIZE_DIGITS, file.content().length()));
    put(header, TIME, "00000000000");
    put(header, CHECKSUM, "        ");
    put(header, TYPE, "0");
    put(header, MAGIC, "ustar\00000");
    int sum = 0;
    for (byte each : header) {
      sum += each;
    }
    put(header, CHECKSUM, octal(6, sum) + "\0 ");
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] field = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(field, 0, header, at, field.length);
  }

  private static String octal(int digits, int number) {
    String text = Integer.toOctalString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /**
   * Returns the files in their order.
   *
   * @throws BundleRefusedException unless the archive is what {@link #write} makes of them
   */
  static List<BundleFile> read(Bytes tar) throws BundleRefusedException {
    if (tar.length() > MAX_BYTES) {
      throw refused(tar.length() + " bytes; the limit is " + MAX_BYTES);
    }
    List<BundleFile> files = new ArrayList<>();
    int at = 0;
    while (tar.length() - at > END) {
      BundleFile file = file(tar, at);
      files.add(file);
      at += (int) lengthOf(file);
      if (files.size() > MAX_FILES) {
        throw refused("more than " + MAX_FILES + " files");
      }
    }
    // Written again it must be the same: this checks every byte that was not looked at.
    if (at + END != tar.length() || !write(files).equals(tar)) {
      throw refused("not the only ustar form of its files");
    }
    return files;
  }

  private static BundleFile file(Bytes tar, int at) throws BundleRefusedException {
    byte[] header = tar.slice(at, at + BLOCK).toArray();
    String size = new String(header, SIZE, SIZE_DIGITS, StandardCharsets.US_ASCII);
    int begin = at + BLOCK;
    if (!OCTAL.matcher(size).matches() || Long.parseLong(size, 8) > tar.length() - begin) {
      throw refused("no ustar archive, or one that was cut short");
    }
    Bytes content = tar.slice(begin, begin + Integer.parseInt(size, 8));
    try {
      return new BundleFile(name(header), content);
    } catch (IllegalArgumentException e) {
      throw refused("a file in it has a name that no bundle has: " + e.getMessage());
    }
  }

  private static String name(byte[] header) {
    int end = NAME;
    while (end < NAME_BYTES && header[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOf(header, end), StandardCharsets.US_ASCII);
  }

  private static BundleRefusedException refused(String problem) {
    return new BundleRefusedException(Refusal.NOT_A_BUNDLE, problem);
  }
}
