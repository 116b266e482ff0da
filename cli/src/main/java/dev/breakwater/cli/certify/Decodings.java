package dev.breakwater.cli.certify;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** What bytes are, wherever they look like an encoding of others. */
final class Decodings {
  /** The most bytes that one compressed stream is unpacked to. */
  static final int MAX_UNPACKED_BYTES = 16 << 20;

  /** Shorter runs of digits hold no marker. */
  private static final int MIN_RUN = 12;

  private static final List<Alphabet> ALPHABETS =
      List.of(
          new Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6),
          new Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6),
          new Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5),
          new Alphabet("abcdefghijklmnopqrstuvwxyz234567", 5),
          new Alphabet("0123456789abcdef", 4),
          new Alphabet("0123456789ABCDEF", 4));

  private Decodings() {}

  /** Returns everything that {@code bytes} may be an encoding of. */
  static List<Bytes> of(Bytes bytes) {
    ByteBuffer buffer = bytes.asBuffer();
    byte[] array = bytes.toArray();
    List<Bytes> all = new ArrayList<>();
    ALPHABETS.forEach(alphabet -> alphabet.decode(buffer, all));
    for (int at = 0; at + 2 < buffer.limit(); at++) {
      int two = buffer.getShort(at) & 0xffff;
      if (two == 0x1f8b) {
        unpack(array, at, GZIPInputStream::new, all);
      } else if (two == 0x7801 || two == 0x789c || two == 0x78da) {
        unpack(array, at, InflaterInputStream::new, all);
      }
    }
    return all;
  }

  private interface Unpacking {
    InputStream of(InputStream packed) throws IOException;
  }

  /** What breaks off is searched as far as it goes. */
  private static void unpack(byte[] bytes, int at, Unpacking unpacking, List<Bytes> all) {
    var out = new ByteArrayOutputStream();
    var packed = new ByteArrayInputStream(bytes, at, bytes.length - at);
    try (InputStream in = unpacking.of(packed)) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0 && out.size() < MAX_UNPACKED_BYTES; ) {
        out.write(buffer, 0, n);
        n = in.read(buffer);
      }
    } catch (IOException e) {
      // Two bytes that look like the head of a stream need not be one.
    }
    if (out.size() > 0) {
      all.add(Bytes.of(out.toByteArray()));
    }
  }

  /** The digits of an encoding, each worth a number of bits. */
  private static final class Alphabet {
    private final int[] values = new int[256];
    private final int bits;

    Alphabet(String digits, int bits) {
      this.bits = bits;
      Arrays.fill(values, -1);
      byte[] all = digits.getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < all.length; i++) {
        values[all[i]] = i;
      }
    }

    /** Decodes every long enough run of digits, begun at each digit at which a byte may begin. */
    void decode(ByteBuffer buffer, List<Bytes> all) {
      int from = 0;
      for (int at = 0; at <= buffer.limit(); at++) {
        if (at == buffer.limit() || values[buffer.get(at) & 0xff] < 0) {
          if (at - from >= MIN_RUN) {
            for (int skip = 0; skip < 8 / Integer.lowestOneBit(bits) && skip < at - from; skip++) {
              all.add(run(buffer, from + skip, at));
            }
          }
          from = at + 1;
        }
      }
    }

    private Bytes run(ByteBuffer buffer, int from, int to) {
      byte[] decoded = new byte[(to - from) * bits / 8];
      int held = 0;
      int heldBits = 0;
      int n = 0;
      for (int at = from; at < to; at++) {
        held = held << bits | values[buffer.get(at) & 0xff];
        heldBits += bits;
        if (heldBits >= 8) {
          heldBits -= 8;
          decoded[n++] = (byte) (held >> heldBits);
        }
      }
      return Bytes.of(decoded);
    }
  }
}
