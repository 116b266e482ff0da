package dev.breakwater.agent.capture.can;

import java.util.Map;
import java.util.Optional;

/**
 * A message of a DBC file.
 *
 * @param id as the file has it: bit 31 is set if the identifier has 29 bits
 * @param lengthBytes of its frames
 * @param signals by name
 * @param selector which of them tells what the others are; empty if nothing is multiplexed
 */
record CanMessage(
    String name,
    long id,
    int lengthBytes,
    Map<String, CanSignal> signals,
    Optional<CanSignal> selector) {
  CanMessage {
    signals = Map.copyOf(signals);
  }
}
