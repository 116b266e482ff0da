package dev.breakwater.ingest.border;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Rows of the onshore store; a row whose key is destroyed is not among them. */
public final class StoredRows implements Rows {
  private final OnshoreStore store;
  private final ItemCipher cipher;

  public StoredRows(OnshoreStore store, ItemCipher cipher) {
    this.store = store;
    this.cipher = cipher;
  }

  @Override
  public void each(ExportRequest request, Taker taker) throws IOException {
    for (String category : request.categories().stream().sorted().toList()) {
      try {
        store.each(Selection.all(Part.ITEMS).category(category), row -> take(row, request, taker));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (CorruptRowException e) {
        throw new IOException(e.getMessage() + ". " + e.remedy(), e);
      }
    }
  }

  private void take(Outcome row, ExportRequest request, Taker taker) {
    if (!request.wants(row.vehicle(), row.capturedAtMillis())) {
      return;
    }
    try {
      Optional<Bytes> item = cipher.open(row);
      if (item.isPresent()) {
        requireDelivered(row, item.get());
        taker.take(Item.decode(item.get()));
      }
    } catch (WireFormatException e) {
      throw new UncheckedIOException(new IOException("row " + row.item() + " is no item", e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireDelivered(Outcome row, Bytes item) throws IOException {
    if (!Digest.of(item).equals(row.digest())) {
      throw new IOException("row " + row.item() + " is not what its vehicle delivered");
    }
  }
}
