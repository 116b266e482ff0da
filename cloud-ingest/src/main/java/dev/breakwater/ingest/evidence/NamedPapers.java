package dev.breakwater.ingest.evidence;

import dev.breakwater.audit.evidence.PackDraft;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The papers that the rows of a pack name: a clip's manifest the models that searched its frames, a
 * consent the notice that was shown, a row that rests on a consent the notice of that.
 */
final class NamedPapers {
  private final SortedSet<String> names = new TreeSet<>();

  /** By vehicle, the consents that rows rest on. */
  private final SortedMap<String, SortedSet<Long>> consents = new TreeMap<>();

  /** Notes what an item names. */
  void add(Bytes plain) {
    try {
      Item item = Item.decode(plain);
      if (item.consentEpoch() > 0) {
        String vehicle = item.id().chain().vehicle().value();
        consents.computeIfAbsent(vehicle, each -> new TreeSet<>()).add(item.consentEpoch());
      }
      switch (item.category()) {
        case ClipManifest.CATEGORY -> addModels(ClipManifest.decode(item.payload()));
        case ConsentChange.CATEGORY ->
            names.add(KeptPapers.notice(ConsentChange.decode(item.payload()).notice()));
        default -> {
          // Nothing in it is named by a digest that a paper explains.
        }
      }
    } catch (WireFormatException e) {
      // A quarantined row may be of bytes that say nothing.
      return;
    }
  }

  private void addModels(ClipManifest manifest) {
    for (GateAttestation frame : manifest.frames()) {
      for (Digest model : frame.models()) {
        names.add(KeptPapers.card(model));
      }
    }
  }

  /** Notes the notices of the consents that the rows so far rest on; returns what has none. */
  SortedSet<String> addNotices(OnshoreStore store, ItemCipher cipher)
      throws IOException, CorruptRowException {
    SortedSet<String> missing = new TreeSet<>();
    for (var each : consents.entrySet()) {
      SortedSet<Long> open = new TreeSet<>(each.getValue());
      for (ConsentChange change : changes(store, cipher, new VehicleRef(each.getKey()))) {
        if (each.getValue().contains(change.epoch())) {
          names.add(KeptPapers.notice(change.notice()));
          open.remove(change.epoch());
        }
      }
      open.forEach(epoch -> missing.add("consent " + epoch + " of vehicle " + each.getKey()));
    }
    return missing;
  }

  private static List<ConsentChange> changes(
      OnshoreStore store, ItemCipher cipher, VehicleRef vehicle)
      throws IOException, CorruptRowException {
    List<Outcome> rows = new ArrayList<>();
    store.each(Selection.vehicle(Part.ITEMS, vehicle).category(ConsentChange.CATEGORY), rows::add);
    List<ConsentChange> changes = new ArrayList<>();
    for (Outcome row : rows) {
      Optional<Bytes> plain = cipher.open(row);
      if (plain.isPresent()) {
        changes.add(change(row, plain.get()));
      }
    }
    return changes;
  }

  private static ConsentChange change(Outcome row, Bytes plain) throws IOException {
    try {
      return ConsentChange.decode(Item.decode(plain).payload());
    } catch (WireFormatException e) {
      throw new IOException("row " + row.item() + " holds no consent", e);
    }
  }

  /** Attaches what is kept; returns the names of what is not. */
  SortedSet<String> attachTo(PackDraft draft, KeptPapers papers) throws IOException {
    SortedSet<String> missing = new TreeSet<>();
    for (String name : names) {
      Optional<Bytes> paper = papers.find(name);
      paper.ifPresentOrElse(content -> draft.attach(name, content), () -> missing.add(name));
    }
    return missing;
  }
}
