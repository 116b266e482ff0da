package dev.breakwater.ingest.job;

import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** A table of the {@link Ledger} in Flink's keyed state. */
final class StateTable<K, V> implements Ledger.Table<K, V> {
  private final MapState<K, V> state;

  StateTable(MapState<K, V> state) {
    this.state = state;
  }

  @Override
  public @Nullable V get(K key) {
    try {
      return state.get(key);
    } catch (Exception e) { // the signature of MapState
      throw broken(e);
    }
  }

  @Override
  public void put(K key, V value) {
    try {
      state.put(key, value);
    } catch (Exception e) { // the signature of MapState
      throw broken(e);
    }
  }

  @Override
  public void putAll(Map<K, V> rows) {
    try {
      state.putAll(rows);
    } catch (Exception e) { // the signature of MapState
      throw broken(e);
    }
  }

  @Override
  public void remove(K key) {
    try {
      state.remove(key);
    } catch (Exception e) { // the signature of MapState
      throw broken(e);
    }
  }

  @Override
  public Iterable<K> keys() {
    try {
      return state.keys();
    } catch (Exception e) { // the signature of MapState
      throw broken(e);
    }
  }

  @Override
  public Iterable<V> values() {
    try {
      return state.values();
    } catch (Exception e) { // the signature of MapState
      throw broken(e);
    }
  }

  @Override
  public boolean isEmpty() {
    try {
      return state.isEmpty();
    } catch (Exception e) { // the signature of MapState
      throw broken(e);
    }
  }

  /** Ends this attempt of the job; Flink starts it again from the last checkpoint. */
  private static IllegalStateException broken(Exception e) {
    return new IllegalStateException("the state backend failed", e);
  }
}
