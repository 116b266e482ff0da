package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Block;
import java.time.Instant;
import java.util.List;

/**
 * What a report is to say.
 *
 * @param level of the worst alarm, 0 if there is none
 */
record Gathered(Instant at, List<Block> blocks, int level) {
  Gathered {
    blocks = List.copyOf(blocks);
  }
}
