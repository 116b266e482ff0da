package dev.breakwater.agent.capture.can;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalInt;

/**
 * A signal in the frames of one message, as a DBC file has it.
 *
 * @param when value of the message's selector with which the signal is there; empty if it always is
 */
record CanSignal(
    String name, BitLayout bits, BigDecimal factor, BigDecimal offset, OptionalInt when) {
  boolean isThere(BigInteger selector) {
    return when.isEmpty() || selector.equals(BigInteger.valueOf(when.getAsInt()));
  }

  /** Returns the value in its unit, as a decimal number without an exponent. */
  String value(byte[] data) {
    BigDecimal value = new BigDecimal(bits.read(data)).multiply(factor).add(offset);
    return value.stripTrailingZeros().toPlainString();
  }
}
