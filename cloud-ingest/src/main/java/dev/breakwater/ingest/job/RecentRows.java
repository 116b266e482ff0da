package dev.breakwater.ingest.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows used last are in memory too: with state on disk, reading a row costs more than
 * most of what is done with an item. The rows of all vehicles lie side by side, so only a table
 * whose keys name the vehicle can be kept like this.
 */
final class RecentRows<K, V> implements Ledger.Table<K, V> {
  private final Ledger.Table<K, V> table;
  private final Map<K, V> recent;

  /**
   * @param most rows in memory
   */
  RecentRows(Ledger.Table<K, V> table, int most) {
    this.table = table;
    this.recent = new Recent<>(most);
  }

  @Override
  public @Nullable V get(K key) {
    V row = recent.get(key);
    if (row == null) {
      row = table.get(key);
      if (row != null) {
        recent.put(key, row);
      }
    }
    return row;
  }

  @Override
  public void put(K key, V value) {
    table.put(key, value);
    recent.put(key, value);
  }

  @Override
  public void putAll(Map<K, V> rows) {
    table.putAll(rows);
    recent.putAll(rows);
  }

  @Override
  public void remove(K key) {
    table.remove(key);
    recent.remove(key);
  }

  @Override
  public Iterable<K> keys() {
    return table.keys();
  }

  @Override
  public Iterable<V> values() {
    return table.values();
  }

  @Override
  public boolean isEmpty() {
    return table.isEmpty();
  }
}
