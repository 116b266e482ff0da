package dev.breakwater.ingest.evidence;

import dev.breakwater.audit.evidence.PackDraft;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The papers that the rows of a pack name: a clip's manifest the models that searched its frames, a
 * consent the notice that was shown.
 */
final class NamedPapers {
  private final SortedSet<String> names = new TreeSet<>();

  /** Notes what an item names. */
  void add(Bytes plain) {
    try {
      Item item = Item.decode(plain);
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
