package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where in the log each leaf is. Not proven: a proof must follow, and then a wrong file of the log
 * shows. What is decided about an item once more has the same commitment again.
 */
final class LeafIndex {
  private final EntryReader log;

  /** By commitment, the last leaf with it. */
  private final Map<Digest, Place> places = new HashMap<>();

  /** The leaves before that one, where there are any. */
  private final Map<Digest, List<Place>> earlier = new HashMap<>();

  /** Millions of these are held: of the leaf there is only its hash. */
  private record Place(long index, int leafHash) {}

  /** The first entry of the log that is not yet in {@link #places}. */
  private long read;

  LeafIndex(LogSource log, PolicyFile policy) {
    this(log, policy, 0);
  }

  /**
   * @param from entries before this one are not looked for
   */
  LeafIndex(LogSource log, PolicyFile policy, long from) {
    this.log = new EntryReader(log, policy);
    this.read = from - from % Tile.FULL;
  }

  /**
   * Returns the place of a leaf; if no leaf with its commitment says what it says, the place of the
   * last one that has the commitment.
   */
  OptionalLong find(LeafContent leaf) throws IOException, NoteException {
    if (!places.containsKey(leaf.commitment())) {
      read = log.each(read, this::put);
    }
    Place last = places.get(leaf.commitment());
    if (last == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        last.leafHash() == leaf.hashCode()
            ? last.index()
            : earlier.getOrDefault(leaf.commitment(), List.of()).stream()
                .filter(each -> each.leafHash() == leaf.hashCode())
                .mapToLong(Place::index)
                .max()
                .orElse(last.index()));
  }

  private void put(long index, LeafContent leaf) {
    Place before = places.put(leaf.commitment(), new Place(index, leaf.hashCode()));
    if (before != null) {
      earlier.computeIfAbsent(leaf.commitment(), commitment -> new ArrayList<>(1)).add(before);
    }
  }
}
