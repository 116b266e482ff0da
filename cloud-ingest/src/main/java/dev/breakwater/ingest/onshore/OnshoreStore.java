package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The onshore store, for reading.
 *
 * <p>Consistency: each call sees one committed state of a table, the newest when it began; a commit
 * is in it whole or not at all. Concurrency: any number of readers in any number of processes
 * beside one writer. An {@link IOException} may pass; the caller retries.
 */
public interface OnshoreStore extends Closeable {
  /** Returns the number of rows, from the table's metadata. */
  long count(Part part) throws IOException;

  /**
   * Gives each row that matches to {@code row}, in no particular order.
   *
   * @throws CorruptRowException at the first row that is not what the vehicle delivered
   */
  void each(Selection selection, Consumer<Outcome> row) throws IOException, CorruptRowException;

  /** Returns the store with each row where it was decided to go, also if it is held since. */
  default OnshoreStore asDecided() {
    return this;
  }

  /** Finds the row of an item, whichever table it is in; the stored one if it is in both. */
  default Optional<Outcome> find(ItemId item) throws IOException, CorruptRowException {
    for (Part part : Part.values()) {
      var found = new AtomicReference<Outcome>();
      each(Selection.item(part, item), found::set);
      if (found.get() != null) {
        return Optional.of(found.get());
      }
    }
    return Optional.empty();
  }

  @Override
  void close() throws IOException;
}
