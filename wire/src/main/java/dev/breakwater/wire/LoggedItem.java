package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Proves to a vehicle that the decision about an item of its own is in the audit log.
 *
 * @param salt opens the commitment in the entry; 32 bytes
 * @param entry of the log
 * @param index of the entry
 * @param path RFC 9162 inclusion proof, from the entry's sibling up
 * @param checkpoint the log's signed note, verbatim
 */
public record LoggedItem(Bytes salt, Bytes entry, long index, List<Digest> path, Bytes checkpoint) {
  /** The largest encoding; a checkpoint with many cosignatures is most of it. */
  public static final int MAX_BYTES = 300 << 10;

  /** A log of more entries than can be. */
  private static final int MAX_PATH = 63;

  private static final Codec<LoggedItem> CODEC =
      new Codec<>("logged-item.avsc", MAX_BYTES, LoggedItem::fromAvro);

  /**
   * @throws IllegalArgumentException if the index is negative, the salt not of 32 bytes or the path
   *     longer than any
   */
  public LoggedItem {
    path = List.copyOf(path);
    if (index < 0 || salt.length() != Digest.LENGTH || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("no proof has this salt, index or path");
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("salt", salt.asBuffer());
    record.put("entry", entry.asBuffer());
    record.put("index", index);
    record.put("path", Codec.buffers(path));
    record.put("checkpoint", checkpoint.asBuffer());
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a proof; whether it proves anything is the
   *     caller's question
   */
  public static LoggedItem decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static LoggedItem fromAvro(GenericRecord record) {
    return new LoggedItem(
        Codec.bytes(record, "salt"),
        Codec.bytes(record, "entry"),
        Codec.number(record, "index"),
        Codec.digests(record, "path"),
        Codec.bytes(record, "checkpoint"));
  }
}
