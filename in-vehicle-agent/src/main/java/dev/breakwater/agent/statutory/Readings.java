package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Block;
import dev.breakwater.agent.statutory.packet.BlockBuilder;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.agent.statutory.packet.Table;
import dev.breakwater.wire.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest of what the car says, by the tables of the standard: what nobody said is invalid. Safe
 * for use by several threads.
 */
public final class Readings {
  /** Every report has these, whatever is known. */
  private static final List<String> ALWAYS = List.of("vehicle", "position", "alarm");

  private final Edition edition;

  // Both are guarded by this object's monitor.
  private final Map<String, BlockBuilder> builders = new LinkedHashMap<>();
  private final Map<String, Block> whole = new LinkedHashMap<>();

  public Readings(Edition edition) {
    this.edition = edition;
    ALWAYS.forEach(this::builder);
  }

  private BlockBuilder builder(String table) {
    return builders.computeIfAbsent(table, name -> new BlockBuilder(Table.named(edition, name)));
  }

  /** Takes a signal that a table has a field for; others are passed over. */
  public synchronized void observe(Signal signal) {
    SignalField.of(signal.path())
        .filter(field -> field.isOf(edition))
        .ifPresent(field -> field.put(signal.value(), builder(field.table())));
  }

  /** Takes all of a table at once, e.g. the cells, from whoever measures them. */
  public synchronized void put(Block block) {
    if (block.table().source().edition() != edition) {
      throw new IllegalArgumentException(block.table().source() + " is of another edition");
    }
    whole.put(block.table().name(), block);
  }

  /** Returns a block for each table of which something is known. */
  synchronized List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    builders.forEach(
        (table, builder) -> {
          if (!whole.containsKey(table)) {
            blocks.add(builder.build());
          }
        });
    blocks.addAll(whole.values());
    return blocks;
  }

  /** Returns the level of the worst alarm, 0 if none is known. */
  synchronized int alarmLevel() {
    Block alarm = whole.getOrDefault("alarm", builder("alarm").build());
    long level = alarm.row().number("level");
    return level <= 4 ? (int) level : 0;
  }
}
