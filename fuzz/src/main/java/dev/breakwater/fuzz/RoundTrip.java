package dev.breakwater.fuzz;

import java.util.Arrays;

/** Decoders of formats that can also be written: what is read, written and read is the same. */
public final class RoundTrip {
  private RoundTrip() {}

  /** Reads a value; throws what the decoder declares. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(byte[] input) throws Exception;
  }

  /** Writes a value. */
  @FunctionalInterface
  public interface Writing<T> {
    byte[] write(T value) throws Exception;
  }

  /** The decoder of a format with several spellings: reading what it wrote gives an equal value. */
  public static <T> FuzzTarget.Decoder of(Reading<T> reading, Writing<T> writing) {
    return input -> {
      T value = reading.read(input);
      T again = readAgain(reading, write(writing, value));
      if (!value.equals(again)) {
        throw new AssertionError("read " + value + ", written and read again " + again);
      }
    };
  }

  /** The decoder of a format with one spelling: it accepts only what it writes. */
  public static <T> FuzzTarget.Decoder canonical(Reading<T> reading, Writing<T> writing) {
    return input -> {
      T value = reading.read(input);
      if (!Arrays.equals(write(writing, value), input)) {
        throw new AssertionError("accepted another spelling of " + value);
      }
    };
  }

  /** An exception here is no rejection of the input, which was accepted. */
  private static <T> byte[] write(Writing<T> writing, T value) {
    try {
      return writing.write(value);
    } catch (Exception e) {
      throw new AssertionError("read " + value + ", which cannot be written", e);
    }
  }

  private static <T> T readAgain(Reading<T> reading, byte[] written) {
    try {
      return reading.read(written);
    } catch (Exception e) {
      throw new AssertionError("rejects what it wrote", e);
    }
  }
}
