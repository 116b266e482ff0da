package dev.breakwater.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes with value equality. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies {@code value}. */
  public static Bytes of(byte[] value) {
    return new Bytes(value.clone());
  }

  static Bytes of(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return new Bytes(copy);
  }

  public int length() {
    return value.length;
  }

  /** Returns the bytes themselves, which nobody may change. */
  byte[] shared() {
    return value;
  }

  /** Returns a copy the caller owns. */
  public byte[] toArray() {
    return value.clone();
  }

  /** Returns a read-only view; no copy. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  /**
   * Returns the part [from, to), copied.
   *
   * @throws IndexOutOfBoundsException if the range is not inside these bytes
   */
  public Bytes slice(int from, int to) {
    if (from < 0 || to < from || to > value.length) {
      throw new IndexOutOfBoundsException(from + ".." + to + " of " + value.length);
    }
    return new Bytes(Arrays.copyOfRange(value, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** Shows the length and at most the first eight bytes: payloads must not reach logs. */
  @Override
  public String toString() {
    String head = HexFormat.of().formatHex(value, 0, Math.min(8, value.length));
    return value.length + " bytes " + head;
  }
}
