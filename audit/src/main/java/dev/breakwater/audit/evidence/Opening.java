package dev.breakwater.audit.evidence;

import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What opens the commitment of one leaf. Written as two lines: {@code salt <64 hex>}, and the
 * committed content as {@link CommittedContent#encode} writes it.
 *
 * @param salt 32 bytes
 */
public record Opening(Bytes salt, CommittedContent content) {
  private static final Pattern FORM = Pattern.compile("salt ([0-9a-f]{64})\n(.+)\n");

  /** Returns whether it opens this leaf. */
  public boolean opens(LeafContent leaf) {
    return Commitment.commit(salt, content).equals(leaf.commitment());
  }

  Bytes encode() {
    String text =
        "salt "
            + HexFormat.of().formatHex(salt.toArray())
            + "\n"
            + new String(content.encode().toArray(), StandardCharsets.US_ASCII)
            + "\n";
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @throws NonCanonicalException unless {@code file} is what {@link #encode} writes
   */
  static Opening parse(Bytes file) throws NonCanonicalException {
    Matcher form = FORM.matcher(new String(file.toArray(), StandardCharsets.ISO_8859_1));
    if (!form.matches()) {
      throw new NonCanonicalException("opening", "it has a salt and a content");
    }
    Bytes salt = Bytes.of(HexFormat.of().parseHex(form.group(1)));
    Bytes content = Bytes.of(form.group(2).getBytes(StandardCharsets.ISO_8859_1));
    return new Opening(salt, CommittedContent.decode(content));
  }
}
