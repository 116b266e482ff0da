package dev.breakwater.wire;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Walks a binary Avro record and checks every length against the bytes that are left, before a
 * decoder allocates anything for it; a record must also end where its bytes end. Blocks of arrays
 * with a byte count (negative counts) are rejected: our encoder never writes them.
 */
final class Lengths {
  private Lengths() {}

  /**
   * @throws IllegalArgumentException if a length points past the end, or bytes are left over
   */
  static void check(Schema schema, ByteBuffer in) {
    walk(schema, in);
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes after the record");
    }
  }

  private static void walk(Schema schema, ByteBuffer in) {
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(field -> walk(field.schema(), in));
      case UNION -> walk(branch(schema, varint(in)), in);
      case ARRAY -> walkArray(schema.getElementType(), in);
      case STRING, BYTES -> skip(in, varint(in));
      case INT, LONG -> varint(in);
      case NULL -> {}
      default -> throw new IllegalStateException("type not used here: " + schema.getType());
    }
  }

  private static Schema branch(Schema union, long index) {
    if (index < 0 || index >= union.getTypes().size()) {
      throw new IllegalArgumentException("no branch " + index);
    }
    return union.getTypes().get((int) index);
  }

  private static void walkArray(Schema element, ByteBuffer in) {
    for (long count = varint(in); count != 0; count = varint(in)) {
      if (count < 0 || count > in.remaining()) {
        throw new IllegalArgumentException("array of " + count + " elements");
      }
      for (long i = 0; i < count; i++) {
        walk(element, in);
      }
    }
  }

  private static void skip(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("length " + length + " of " + in.remaining() + " left");
    }
    in.position(in.position() + (int) length);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IllegalArgumentException("cut inside a number");
      }
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IllegalArgumentException("number too long");
  }
}
