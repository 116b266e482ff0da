package dev.breakwater.console.fleet;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads single rows, for one question each, and opens them in memory. */
final class OpenedRows {
  private final FleetSources sources;

  OpenedRows(FleetSources sources) {
    this.sources = sources;
  }

  /**
   * What is done with an open store.
   *
   * @param <T> what comes of it
   */
  interface Reading<T> {
    T read(OnshoreStore store) throws IOException, CorruptRowException;
  }

  /** Opens the store for one question: a store belongs to one thread. */
  <T> T with(Reading<T> reading) throws IOException {
    try (var store = IcebergStore.open(sources.store())) {
      return reading.read(store);
    } catch (CorruptRowException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  Optional<Outcome> find(ItemId item) throws IOException {
    return with(store -> store.find(item));
  }

  /** Returns the quarantined rows of what has this digest; held clips too. */
  List<Outcome> quarantined(Digest digest) throws IOException {
    return with(
        store -> {
          List<Outcome> rows = new ArrayList<>();
          store.each(Selection.digest(Part.QUARANTINE, digest), rows::add);
          return rows;
        });
  }

  /** Returns what a vehicle delivered; nothing if it is erased. */
  Optional<Bytes> plain(Outcome row) throws IOException {
    return cipher().open(row);
  }

  /** Returns the item of a stored row; nothing if it is erased. */
  Optional<Item> item(Outcome row) throws IOException {
    Optional<Bytes> plain = plain(row);
    try {
      return plain.isEmpty() ? Optional.empty() : Optional.of(Item.decode(plain.get()));
    } catch (WireFormatException e) {
      throw new IOException(row.item() + " is no item", e);
    }
  }

  private ItemCipher cipher() {
    return sources.cipher();
  }
}
