package dev.breakwater.cli.demo;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IncompleteClipException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the onshore store holds, read from its tables. */
final class Stored {
  private final List<Outcome> rows = new ArrayList<>();
  private final List<Outcome> quarantined = new ArrayList<>();
  private final Map<ClipManifest, Bytes> clips = new LinkedHashMap<>();
  private final List<String> brokenClips = new ArrayList<>();
  private final Map<Fate, Long> stayed = new EnumMap<>(Fate.class);
  private long tombstoned;
  private long signals;
  private long framesNamed;
  private long quarantinedSourceItems;
  private final ItemCipher cipher;

  private Stored(ItemCipher cipher) {
    this.cipher = cipher;
  }

  /**
   * Reads both tables.
   *
   * @throws CorruptRowException if a row is not what the vehicle delivered
   */
  static Stored read(OnshoreStore store, ItemCipher cipher)
      throws IOException, CorruptRowException {
    var stored = new Stored(cipher);
    store.each(Selection.all(Part.ITEMS), stored.rows::add);
    store.each(Selection.all(Part.QUARANTINE), stored.quarantined::add);
    try {
      for (Outcome row : stored.rows) {
        Optional<Bytes> plain = cipher.open(row);
        if (plain.isPresent()) {
          stored.count(Item.decode(plain.get()));
        }
      }
    } catch (WireFormatException e) {
      throw new IllegalStateException("the store verified a row that does not decode", e);
    }
    for (Outcome row : stored.quarantined) {
      stored.quarantinedSourceItems += stored.sourceItems(row);
    }
    stored.readClips(new ClipReader(store, cipher));
    return stored;
  }

  private void count(Item item) throws WireFormatException {
    switch (item.category()) {
      case StayedInCar.CATEGORY -> {
        var statement = StayedInCar.decode(item.payload());
        stayed.merge(statement.fate(), statement.count(), Long::sum);
      }
      case Tombstone.CATEGORY -> tombstoned += Tombstone.decode(item.payload()).sourceItems();
      case ClipManifest.CATEGORY -> framesNamed += SourceItems.in(item);
      default -> signals += SourceItems.in(item);
    }
  }

  private void readClips(ClipReader reader) throws IOException, CorruptRowException {
    for (ClipReader.StoredClip clip : reader.list()) {
      try {
        clips.put(clip.manifest(), reader.assemble(clip.manifest().clip()));
      } catch (IncompleteClipException e) {
        brokenClips.add(e.getMessage());
      }
    }
  }

  List<Outcome> rows() {
    return rows;
  }

  List<Outcome> quarantined() {
    return quarantined;
  }

  /** Returns every complete clip with its file; each passed {@code wire.ClipCheck}. */
  Map<ClipManifest, Bytes> clips() {
    return clips;
  }

  /** Returns why clips are not complete. */
  List<String> brokenClips() {
    return brokenClips;
  }

  long stayed(Fate fate) {
    return stayed.getOrDefault(fate, 0L);
  }

  long tombstoned() {
    return tombstoned;
  }

  /** Returns the frames that stored manifests name, whether or not all of the clip is there. */
  long framesNamed() {
    return framesNamed;
  }

  /** Returns the frames of complete clips. */
  long frames() {
    return clips.keySet().stream().mapToLong(clip -> clip.frames().size()).sum();
  }

  /** Returns the source items that are completely here. */
  long sourceItems() {
    return signals + frames();
  }

  long quarantinedSourceItems() {
    return quarantinedSourceItems;
  }

  /** Bytes that are no item carry nothing that could be counted. */
  private long sourceItems(Outcome row) throws IOException {
    try {
      Optional<Bytes> plain = cipher.open(row);
      return plain.isPresent() ? SourceItems.in(Item.decode(plain.get())) : 0;
    } catch (WireFormatException e) {
      return 0;
    }
  }
}
