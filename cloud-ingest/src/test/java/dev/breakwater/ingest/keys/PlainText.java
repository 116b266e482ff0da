package dev.breakwater.ingest.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Looks for a text as it is, in base64 at any alignment, and in whatever is gzip. */
public final class PlainText {
  private PlainText() {}

  public static boolean isFound(String secret, byte[] bytes) throws IOException {
    if (contains(secret, bytes)) {
      return true;
    }
    for (int at = 0; at + 3 < bytes.length; at++) {
      if (bytes[at] == 0x1f && bytes[at + 1] == (byte) 0x8b && bytes[at + 2] == 8) {
        var rest = new ByteArrayInputStream(bytes, at, bytes.length - at);
        var inflated = new ByteArrayOutputStream();
        try (var in = new GZIPInputStream(rest)) {
          in.transferTo(inflated);
        } catch (IOException e) {
          // It ends, or is none: what came out before is searched.
        }
        if (contains(secret, inflated.toByteArray())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean contains(String secret, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
    boolean found = text.contains(new String(plain, StandardCharsets.ISO_8859_1));
    for (int lead = 0; lead < 3; lead++) {
      byte[] shifted = new byte[lead + plain.length];
      System.arraycopy(plain, 0, shifted, lead, plain.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // The characters at both ends have bits of the neighbours.
      found |= text.contains(encoded.substring(lead + 1, encoded.length() - 1));
    }
    return found;
  }

  /** Returns the text in each form in which it is to be found. */
  public static List<byte[]> planted(String secret) throws IOException {
    byte[] plain = ("??" + secret + "!").getBytes(StandardCharsets.UTF_8);
    var gzip = new ByteArrayOutputStream();
    gzip.write(7);
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(plain);
    }
    return List.of(plain, Base64.getEncoder().encode(plain), gzip.toByteArray());
  }
}
