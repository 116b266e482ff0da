package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.ChainHead;
import dev.breakwater.ingest.stream.ChunkId;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.ingest.stream.Gap;
import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * What the job remembers of one vehicle.
 *
 * @param heads how far each chain is known
 * @param gaps the gap list: numbers that a segment names and that are not decided
 * @param lost digests from tombstones that came before the segment that names the number
 * @param chunks digests of chunks that accepted clip manifests announce
 * @param withdrawn by the purpose of the consent, what was last taken back
 * @param decided what was decided before this memory was lost; empty if it never was
 */
record Ledger(
    Table<ChainId, ChainHead> heads,
    Table<ItemId, Gap> gaps,
    Table<ItemId, Digest> lost,
    Table<ChunkId, Digest> chunks,
    Table<String, Withdrawn> withdrawn,
    Decided decided) {

  /** A map that a Flink backend or memory holds; one thread at a time. */
  interface Table<K, V> {
    @Nullable V get(K key);

    void put(K key, V value);

    void remove(K key);

    Iterable<V> values();
  }

  ChainHead head(ChainId chain) {
    ChainHead head = heads.get(chain);
    return head == null ? ChainHead.START : head;
  }

  void open(ItemId id, Gap gap) {
    gaps.put(id, gap);
    heads.put(id.chain(), head(id.chain()).withOpen(1));
  }

  void close(ItemId id) {
    gaps.remove(id);
    heads.put(id.chain(), head(id.chain()).withOpen(-1));
  }
}
