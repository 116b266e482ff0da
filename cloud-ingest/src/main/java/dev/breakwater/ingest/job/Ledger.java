package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.ChainHead;
import dev.breakwater.ingest.stream.ChunkId;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.ingest.stream.Gap;
import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the job remembers of one vehicle.
 *
 * @param heads how far each chain is known; large, so only a segment or a clip writes one
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

    void putAll(Map<K, V> rows);

    void remove(K key);

    Iterable<K> keys();

    Iterable<V> values();

    boolean isEmpty();
  }

  ChainHead head(ChainId chain) {
    ChainHead head = heads.get(chain);
    return head == null ? ChainHead.START : head;
  }

  /** Counts the numbers of a chain in the gap list, for which the whole list is read. */
  int open(ChainId chain) {
    int count = 0;
    for (ItemId id : gaps.keys()) {
      count += id.chain().equals(chain) ? 1 : 0;
    }
    return count;
  }

  /** Makes {@code head} that of a chain, and puts more of its numbers into the gap list. */
  void extend(ChainId chain, ChainHead head, Map<ItemId, Gap> more) {
    gaps.putAll(more);
    heads.put(chain, head.withOpen(head.open() + more.size()));
  }

  /** Takes a number out of the gap list. */
  void close(ItemId id) {
    gaps.remove(id);
  }
}
