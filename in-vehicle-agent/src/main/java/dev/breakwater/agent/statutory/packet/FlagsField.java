package dev.breakwater.agent.statutory.packet;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Bits with a name each, the lowest first; those above them are reserved and zero.
 *
 * @param flags names; an empty one is reserved
 */
record FlagsField(String name, int size, List<String> flags) implements Field {
  FlagsField {
    flags = List.copyOf(flags);
  }

  @Override
  public Value read(Cursor in, Row before) throws WrongPacketException {
    int from = in.position();
    long bits = in.number(name, size);
    if (hasReserved(bits)) {
      throw in.wrong(name, from, String.format("reserved bits are set in 0x%X", bits));
    }
    in.note(name, from, text(bits));
    return new Value.Unsigned(bits);
  }

  private boolean hasReserved(long bits) {
    return IntStream.range(0, 8 * size)
        .anyMatch(bit -> isSet(bits, bit) && (bit >= flags.size() || flags.get(bit).isEmpty()));
  }

  private static boolean isSet(long bits, int bit) {
    return (bits >>> bit & 1) == 1;
  }

  private String text(long bits) {
    String set =
        IntStream.range(0, flags.size())
            .filter(bit -> isSet(bits, bit))
            .mapToObj(flags::get)
            .collect(Collectors.joining(", "));
    return set.isEmpty() ? "none" : set;
  }

  @Override
  public void write(Value value, Sink out) {
    if (!(value instanceof Value.Unsigned number)
        || number.raw() > Marks.invalid(size)
        || hasReserved(number.raw())) {
      throw cannotHold(value);
    }
    out.number(number.raw(), size);
  }
}
