package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * What a function of the cabin sends under its own consent: one of the list of the four
 * requirements test, item 3.
 *
 * @param function id of the purpose that was consented to, e.g. {@code cloud-voice}
 * @param content as the function gave it, at most {@link #MAX_CONTENT_BYTES}
 */
public record CabinExcerpt(String function, Bytes content) {
  /** Names of the item categories that carry this record. */
  public static final String VOICE = "cabin.voice";

  public static final String REMOTE_VIEW = "cabin.remote-view";
  public static final String CLOUD_RECORDING = "cabin.cloud-recording";

  /** The most content of one: eight seconds of speech, or a picture. */
  public static final int MAX_CONTENT_BYTES = 256 << 10;

  private static final Codec<CabinExcerpt> CODEC =
      new Codec<>("cabin-excerpt.avsc", Item.MAX_BYTES, CabinExcerpt::fromAvro);

  /**
   * @throws IllegalArgumentException if there is too much content
   */
  public CabinExcerpt {
    if (content.length() > MAX_CONTENT_BYTES) {
      throw new IllegalArgumentException("an excerpt of " + content.length() + " bytes");
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("function", function);
    record.put("content", content.asBuffer());
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not such an excerpt
   */
  public static CabinExcerpt decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static CabinExcerpt fromAvro(GenericRecord record) {
    return new CabinExcerpt(Codec.string(record, "function"), Codec.bytes(record, "content"));
  }
}
