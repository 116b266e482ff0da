package dev.breakwater.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Breaks inputs, the way files and messages are broken: by accident and on purpose. */
final class Mutator {
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_STEPS = 6;
  private static final int MAX_PIECE = 32;
  private static final long[] NUMBERS = {
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    Integer.MAX_VALUE,
    1L << 31,
    0xffffffffL,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2
  };
  private static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "1",
          "2147483648",
          "4294967296",
          "9223372036854775808",
          "1e999",
          "NaN",
          "null",
          "true",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "\\",
          "\n",
          "\n\n",
          "\r",
          "\t",
          "\0",
          " ",
          ":",
          "- ",
          "&a",
          "*a",
          "!!a",
          "../",
          "/",
          "+",
          "=",
          "\u00e9",
          "\ufeff",
          "\u0660",
          "\ud83d\ude97");

  private final RandomGenerator random;

  Mutator(RandomGenerator random) {
    this.random = random;
  }

  /** Returns a changed copy of one of the inputs, of at most 64 KiB. */
  byte[] next(List<byte[]> inputs) {
    byte[] result = pick(inputs).clone();
    int steps = 1 + random.nextInt(MAX_STEPS);
    for (int i = 0; i < steps; i++) {
      result = step(result, inputs);
    }
    return result.length > MAX_BYTES ? Arrays.copyOf(result, MAX_BYTES) : result;
  }

  private byte[] pick(List<byte[]> inputs) {
    return inputs.get(random.nextInt(inputs.size()));
  }

  private byte[] step(byte[] input, List<byte[]> inputs) {
    int at = random.nextInt(input.length + 1);
    int end = Math.min(input.length, at + 1 + random.nextInt(MAX_PIECE));
    return switch (random.nextInt(12)) {
      case 0 -> overwritten(input, at, new byte[] {(byte) random.nextInt()});
      case 1 -> flipped(input, at);
      case 2 -> overwritten(input, at, number());
      case 3 -> replaced(input, at, at, word());
      case 4 -> replaced(input, at, end, word());
      case 5 -> replaced(input, at, end, new byte[0]);
      case 6 -> Arrays.copyOf(input, at);
      case 7 -> replaced(input, at, at, piece(pick(inputs)));
      case 8 -> replaced(input, at, input.length, tail(pick(inputs)));
      case 9 -> withNumberReplaced(input, at);
      default -> withValueReplaced(input, at);
    };
  }

  private byte[] flipped(byte[] input, int at) {
    if (at < input.length) {
      input[at] ^= (byte) (1 << random.nextInt(8));
    }
    return input;
  }

  private static byte[] overwritten(byte[] input, int at, byte[] with) {
    return replaced(input, at, Math.min(input.length, at + with.length), with);
  }

  private static byte[] replaced(byte[] input, int from, int to, byte[] with) {
    byte[] result = new byte[input.length - (to - from) + with.length];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(input, to, result, from + with.length, input.length - to);
    return result;
  }

  /** Returns an extreme number in 1, 2, 4 or 8 bytes of either order. */
  private byte[] number() {
    long value = NUMBERS[random.nextInt(NUMBERS.length)];
    int length = 1 << random.nextInt(4);
    var buffer = ByteBuffer.allocate(Long.BYTES);
    return random.nextBoolean()
        ? Arrays.copyOf(buffer.order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), length)
        : Arrays.copyOfRange(buffer.putLong(value).array(), Long.BYTES - length, Long.BYTES);
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] piece(byte[] other) {
    int from = random.nextInt(other.length + 1);
    return Arrays.copyOfRange(
        other, from, Math.min(other.length, from + 1 + random.nextInt(MAX_PIECE)));
  }

  private byte[] tail(byte[] other) {
    return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
  }

  /** Replaces the next run of decimal digits, as text formats write numbers. */
  private byte[] withNumberReplaced(byte[] input, int at) {
    int from = at;
    while (from < input.length && !isDigit(input[from])) {
      from++;
    }
    int to = from;
    while (to < input.length && isDigit(input[to])) {
      to++;
    }
    String number = Long.toString(NUMBERS[random.nextInt(NUMBERS.length)]);
    return replaced(input, from, to, number.getBytes(StandardCharsets.US_ASCII));
  }

  /** Replaces what follows the next colon, as JSON and YAML write fields, by something else. */
  private byte[] withValueReplaced(byte[] input, int at) {
    int colon = at;
    while (colon < input.length && input[colon] != ':') {
      colon++;
    }
    int from = Math.min(input.length, colon + 1);
    int to = endOfValue(input, from);
    return replaced(input, from, to, random.nextInt(4) == 0 ? piece(input) : word());
  }

  private static int endOfValue(byte[] input, int from) {
    int depth = 0;
    for (int i = from; i < input.length; i++) {
      depth += input[i] == '[' || input[i] == '{' ? 1 : 0;
      depth -= input[i] == ']' || input[i] == '}' ? 1 : 0;
      if (depth < 0 || (depth == 0 && (input[i] == ',' || input[i] == '\n'))) {
        return i;
      }
    }
    return input.length;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
