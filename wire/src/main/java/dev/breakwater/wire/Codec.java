package dev.breakwater.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Avro single-object encoding of one record type: two marker bytes, the schema's fingerprint, the
 * binary record. A reader accepts the released schemas it knows and rejects every other
 * fingerprint. Safe for use by several threads.
 */
final class Codec<T> {
  private static final int HEADER_BYTES = 10;

  private final Schema schema;
  private final int maxBytes;
  private final Function<GenericRecord, T> fromAvro;
  private final BinaryMessageEncoder<GenericRecord> encoder;

  /** The schemas that are read, by the header of what was written with them. */
  private final Map<Bytes, Released> released = new HashMap<>();

  /**
   * @param reader of what was written with that schema; several threads may read with it
   */
  private record Released(Schema writer, GenericDatumReader<GenericRecord> reader) {}

  /**
   * @param schemaFile name of the schema beside this class
   * @param maxBytes the most that {@link #decode} looks at
   * @param olderFiles schemas that were written before and are still read; what they lack has a
   *     default in the present one
   */
  Codec(
      String schemaFile, int maxBytes, Function<GenericRecord, T> fromAvro, String... olderFiles) {
    this.schema = load(schemaFile);
    this.maxBytes = maxBytes;
    this.fromAvro = fromAvro;
    this.encoder = new BinaryMessageEncoder<>(GenericData.get(), schema);
    release(schema);
    for (String olderFile : olderFiles) {
      release(load(olderFile));
    }
  }

  private void release(Schema writer) {
    released.put(header(writer), new Released(writer, new GenericDatumReader<>(writer, schema)));
  }

  private static Schema load(String schemaFile) {
    try (InputStream in = Codec.class.getResourceAsStream(schemaFile)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(schemaFile, e);
    }
  }

  private static Bytes header(Schema schema) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0xC3).put((byte) 0x01);
    header.putLong(SchemaNormalization.parsingFingerprint64(schema));
    return Bytes.of(header.array());
  }

  /** Returns an empty record of this type to fill. */
  GenericData.Record blank() {
    return new GenericData.Record(schema);
  }

  /** Returns an empty record of the type that the array field {@code field} holds. */
  GenericData.Record blankElement(String field) {
    return new GenericData.Record(schema.getField(field).schema().getElementType());
  }

  /** Returns an empty record of the type that the field {@code field} holds if it holds any. */
  GenericData.Record blankOption(String field) {
    return new GenericData.Record(schema.getField(field).schema().getTypes().get(1));
  }

  Bytes encode(GenericRecord record) {
    try {
      return Bytes.of(encoder.encode(record));
    } catch (IOException e) {
      throw new UncheckedIOException("encoding to memory failed", e);
    }
  }

  T decode(Bytes bytes) throws WireFormatException {
    if (bytes.length() > maxBytes) {
      throw bad(bytes.length() + " bytes, at most " + maxBytes + " are allowed", null);
    }
    Released found =
        bytes.length() < HEADER_BYTES ? null : released.get(bytes.slice(0, HEADER_BYTES));
    if (found == null) {
      throw bad("unknown schema fingerprint", null);
    }
    int length = bytes.length() - HEADER_BYTES;
    try {
      Lengths.check(found.writer(), ByteBuffer.wrap(bytes.shared(), HEADER_BYTES, length));
      var body = DecoderFactory.get().binaryDecoder(bytes.shared(), HEADER_BYTES, length, null);
      return fromAvro.apply(found.reader().read(null, body));
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()), e);
    }
  }

  private WireFormatException bad(String problem, @Nullable Throwable cause) {
    return new WireFormatException(schema.getName(), problem, cause);
  }

  static String string(GenericRecord record, String field) {
    return record.get(field).toString();
  }

  static long number(GenericRecord record, String field) {
    return ((Number) record.get(field)).longValue();
  }

  static Bytes bytes(GenericRecord record, String field) {
    return Bytes.of((ByteBuffer) record.get(field));
  }

  static Digest digest(GenericRecord record, String field) {
    return new Digest(bytes(record, field));
  }

  static <E> List<E> list(GenericRecord record, String field, Function<Object, E> element) {
    List<E> result = new ArrayList<>();
    for (Object value : (Iterable<?>) record.get(field)) {
      result.add(element.apply(value));
    }
    return result;
  }

  static List<String> strings(GenericRecord record, String field) {
    return list(record, field, Object::toString);
  }

  static List<Digest> digests(GenericRecord record, String field) {
    return list(record, field, value -> new Digest(Bytes.of((ByteBuffer) value)));
  }

  static List<ByteBuffer> buffers(List<Digest> digests) {
    return digests.stream().map(digest -> digest.value().asBuffer()).toList();
  }
}
