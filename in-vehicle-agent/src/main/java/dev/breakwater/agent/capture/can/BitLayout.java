package dev.breakwater.agent.capture.can;

import java.math.BigInteger;

/**
 * Where the bits of a number lie in a frame. Bit 0 is the lowest of byte 0, bit 8 the lowest of
 * byte 1.
 *
 * @param start the lowest bit of the number if it is Intel's, the highest if it is Motorola's
 * @param length in bits, 1 to 64
 * @param motorola whether the highest byte comes first
 */
record BitLayout(int start, int length, boolean motorola, boolean signed) {
  /** The longest number, bits. */
  static final int MAX_LENGTH = 64;

  /**
   * @throws IllegalArgumentException if there is no such number
   */
  BitLayout {
    if (start < 0 || length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException("a signal has 1 to " + MAX_LENGTH + " bits");
    }
  }

  /** Asks whether a frame of that many bytes has all of the bits. */
  boolean fits(int bytes) {
    int last = motorola ? lastOfMotorola() : start + length - 1;
    return Math.max(start, last) < bytes * Byte.SIZE;
  }

  private int lastOfMotorola() {
    int at = start;
    for (int i = 1; i < length; i++) {
      at = below(at);
    }
    return at;
  }

  /** Returns the bit below one of a number of Motorola's: the next byte begins at its highest. */
  private static int below(int bit) {
    return bit % Byte.SIZE == 0 ? bit + 2 * Byte.SIZE - 1 : bit - 1;
  }

  /**
   * Returns the number.
   *
   * @param data of a frame that {@link #fits}
   */
  BigInteger read(byte[] data) {
    long raw = 0;
    int at = motorola ? start : start + length - 1;
    for (int i = 0; i < length; i++) {
      raw = raw << 1 | (data[at / Byte.SIZE] >> at % Byte.SIZE & 1);
      at = motorola ? below(at) : at - 1;
    }
    if (signed) {
      int unused = MAX_LENGTH - length;
      return BigInteger.valueOf(raw << unused >> unused);
    }
    return new BigInteger(Long.toUnsignedString(raw));
  }
}
