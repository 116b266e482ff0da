package dev.breakwater.audit.layout;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * One entry of the log. Its only encoding is compact JSON (ASCII, no white space, keys in this
 * order, digests in lower-case hexadecimal):
 *
 * <pre>{@code
 * {"version":1,"sequence":7,"stage":"STORE","commitment":"<64 hex>","decision":"STORED",
 *  "rules":["<id>","<id>"],"pack":"<64 hex>","hour":"2026-11-23T14:00:00Z"}
 * }</pre>
 *
 * @param version of the encoding, {@value #VERSION}
 * @param sequence the entry's index in the log
 */
public record Leaf(int version, long sequence, LeafContent content) {
  public static final int VERSION = 1;

  private static final String WHAT = "leaf";

  /**
   * @throws IllegalArgumentException if the version is unknown or the sequence negative
   */
  public Leaf {
    if (version != VERSION || sequence < 0) {
      throw new IllegalArgumentException("no leaf of version " + version + " at " + sequence);
    }
  }

  public Leaf(long sequence, LeafContent content) {
    this(VERSION, sequence, content);
  }

  public Bytes encode() {
    return CanonicalJson.bytes(
        "{\"version\":"
            + version
            + ",\"sequence\":"
            + sequence
            + ",\"stage\":"
            + CanonicalJson.quote(content.stage())
            + ",\"commitment\":"
            + CanonicalJson.quote(content.commitment().hex())
            + ",\"decision\":"
            + CanonicalJson.quote(content.decision())
            + ",\"rules\":"
            + CanonicalJson.quote(content.rules())
            + ",\"pack\":"
            + CanonicalJson.quote(content.pack().hex())
            + ",\"hour\":"
            + CanonicalJson.quote(content.hour().toString())
            + "}");
  }

  /**
   * @throws NonCanonicalException unless {@code entry} is what {@link #encode} writes
   */
  public static Leaf decode(Bytes entry) throws NonCanonicalException {
    var json = new CanonicalJson(WHAT, entry);
    Leaf leaf;
    try {
      leaf = read(json);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new NonCanonicalException(WHAT, String.valueOf(e.getMessage()));
    }
    // Catches what the parts let through: upper-case digests, other spellings of the hour.
    if (!leaf.encode().equals(entry)) {
      throw new NonCanonicalException(WHAT, "another encoding of the same leaf");
    }
    return leaf;
  }

  private static Leaf read(CanonicalJson json) throws NonCanonicalException {
    int version = Math.toIntExact(Math.min(json.expect("{\"version\":").number(), 1 << 16));
    long sequence = json.expect(",\"sequence\":").number();
    String stage = json.expect(",\"stage\":").string();
    Digest commitment = json.expect(",\"commitment\":").digest();
    String decision = json.expect(",\"decision\":").string();
    List<String> rules = json.expect(",\"rules\":").strings(LeafContent.MAX_RULES);
    Digest pack = json.expect(",\"pack\":").digest();
    Instant hour = Instant.parse(json.expect(",\"hour\":").string());
    json.expect("}");
    var content = new LeafContent(stage, commitment, decision, rules, pack, hour);
    return new Leaf(version, sequence, content);
  }
}
