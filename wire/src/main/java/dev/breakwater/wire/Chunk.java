package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * A part of a clip's file.
 *
 * @param clip digest of the whole file
 * @param index position among the clip's chunks, from 0
 * @param bytes at most {@link #MAX_BYTES}
 */
public record Chunk(Digest clip, int index, Bytes bytes) {
  public static final int MAX_BYTES = 256 << 10;

  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "exterior.clip.chunk";

  private static final Codec<Chunk> CODEC =
      new Codec<>("chunk.avsc", Item.MAX_BYTES, Chunk::fromAvro);

  /**
   * @throws IllegalArgumentException if the chunk is too long or its index negative
   */
  public Chunk {
    if (bytes.length() > MAX_BYTES || index < 0) {
      throw new IllegalArgumentException("chunk " + index + " has " + bytes.length() + " bytes");
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("clip", clip.value().asBuffer());
    record.put("index", index);
    record.put("bytes", bytes.asBuffer());
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a chunk
   */
  public static Chunk decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Chunk fromAvro(GenericRecord record) {
    return new Chunk(
        Codec.digest(record, "clip"),
        (int) Codec.number(record, "index"),
        Codec.bytes(record, "bytes"));
  }
}
