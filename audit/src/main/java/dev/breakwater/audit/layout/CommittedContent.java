package dev.breakwater.audit.layout;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;

/**
 * What a leaf commits to without saying it. Its only encoding is compact JSON (ASCII, no white
 * space, keys in this order, digest in lower-case hexadecimal, integer without leading zero):
 *
 * <pre>{@code
 * {"item":"<vehicle/epoch/lane/number>","digest":"<64 hex>","subject":"<pseudonym or empty>",
 *  "capturedAtMillis":1700000000000,"recipient":"<id or empty>"}
 * }</pre>
 *
 * @param item {@code vehicle/epoch/lane/number}, as {@link dev.breakwater.wire.ItemId} and {@link
 *     dev.breakwater.wire.Outcome#item} write it
 * @param digest of the item's bytes as received
 * @param subject the person's pseudonym, or empty
 * @param capturedAtMillis milliseconds since 1970 UTC; negative only where it is unknown
 * @param recipient id of the recipient of an export, or empty
 */
public record CommittedContent(
    String item, Digest digest, String subject, long capturedAtMillis, String recipient) {
  private static final int MAX_LENGTH = 256;
  private static final String WHAT = "committed content";

  /**
   * @throws IllegalArgumentException if a text is longer than 256 characters, or has a character
   *     outside printable ASCII, a quote or a backslash
   */
  public CommittedContent {
    requirePlain(item);
    requirePlain(subject);
    requirePlain(recipient);
  }

  public Bytes encode() {
    return CanonicalJson.bytes(
        "{\"item\":"
            + CanonicalJson.quote(item)
            + ",\"digest\":"
            + CanonicalJson.quote(digest.hex())
            + ",\"subject\":"
            + CanonicalJson.quote(subject)
            + ",\"capturedAtMillis\":"
            + capturedAtMillis
            + ",\"recipient\":"
            + CanonicalJson.quote(recipient)
            + "}");
  }

  /**
   * @throws NonCanonicalException unless {@code content} is what {@link #encode} writes
   */
  public static CommittedContent decode(Bytes content) throws NonCanonicalException {
    var json = new CanonicalJson(WHAT, content);
    String item = json.expect("{\"item\":").string();
    Digest digest = json.expect(",\"digest\":").digest();
    String subject = json.expect(",\"subject\":").string();
    json.expect(",\"capturedAtMillis\":");
    long capturedAtMillis = json.isNext("-") ? -json.expect("-").number() : json.number();
    String recipient = json.expect(",\"recipient\":").string();
    json.expect("}");
    CommittedContent read;
    try {
      read = new CommittedContent(item, digest, subject, capturedAtMillis, recipient);
    } catch (IllegalArgumentException e) {
      throw new NonCanonicalException(WHAT, String.valueOf(e.getMessage()));
    }
    if (!read.encode().equals(content)) {
      throw new NonCanonicalException(WHAT, "another encoding of the same content");
    }
    return read;
  }

  private static void requirePlain(String text) {
    if (text.length() > MAX_LENGTH || !CanonicalJson.isPlain(text)) {
      throw new IllegalArgumentException("committed texts are at most 256 plain characters");
    }
  }
}
