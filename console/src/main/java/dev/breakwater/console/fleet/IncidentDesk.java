package dev.breakwater.console.fleet;

import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.HeldClips;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists incidents, and opens one with what the log says of it. */
final class IncidentDesk {
  private final FleetSources sources;
  private final FleetView view;
  private final OpenedRows rows;
  private final EvidenceReads reads;

  IncidentDesk(FleetSources sources, FleetView view, OpenedRows rows, EvidenceReads reads) {
    this.sources = sources;
    this.view = view;
    this.rows = rows;
    this.reads = reads;
  }

  /**
   * A line of the list.
   *
   * @param kind CLIP: recorded on an event; UNLOGGED: a car misses an item in the log; HELD: a
   *     second network found a face or a plate in a clip
   */
  record Line(String kind, RowLabel row, @Nullable ClipLabel clip, String text) {}

  /** The list. */
  record Lines(long all, List<Line> incidents) {}

  /**
   * One incident.
   *
   * @param capturedAtMillis exact time in the car; 0 if it is erased
   * @param unlogged what the car says of the item that it misses
   * @param logged what the log says; null while it has no entry
   */
  record Opened(
      Line incident, long capturedAtMillis, @Nullable Unlogged unlogged, @Nullable Logged logged) {}

  record Unlogged(String item, String digest, long acknowledgedMillis, String problem) {
    static Unlogged of(ItemId of, UnloggedItem said) {
      String item =
          String.join(
              "/",
              of.chain().vehicle().value(),
              Long.toString(said.epoch()),
              said.lane().name(),
              Long.toString(said.number()));
      return new Unlogged(item, said.digest().hex(), said.acknowledgedMillis(), said.problem());
    }
  }

  /**
   * An entry of the log, proven.
   *
   * @param size of the tree whose checkpoint proves it
   * @param path hashes from the entry to the root
   */
  record Logged(
      long index,
      long size,
      String stage,
      String decision,
      List<Fleet.Rule> rules,
      long hourMillis,
      List<String> path) {}

  Answer list(Call call) throws IOException {
    Map<String, String> held = HeldClips.of(sources.store()).items();
    Lines lines =
        view.read(
            tallies -> {
              List<Line> found = new ArrayList<>();
              for (ItemTally.Incident each : tallies.items().newest()) {
                if (!held.containsKey(each.row().item())) {
                  found.add(line(each));
                }
              }
              return new Lines(tallies.items().incidents(), found);
            });
    List<Line> all = new ArrayList<>(held(held));
    all.addAll(lines.incidents());
    return new Answer.Json(new Lines(lines.all() + all.size() - lines.incidents().size(), all));
  }

  private static Line line(ItemTally.Incident each) {
    return new Line(each.clip() == null ? "UNLOGGED" : "CLIP", each.row(), each.clip(), "");
  }

  /** A held clip is its manifest; the chunks are held with it. */
  private List<Line> held(Map<String, String> held) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, String> each : held.entrySet()) {
      Optional<ItemId> item = Asked.item(each.getKey());
      Optional<Outcome> row = item.isEmpty() ? Optional.empty() : rows.find(item.get());
      if (row.isPresent() && row.get().category().equals(ClipManifest.CATEGORY)) {
        lines.add(new Line("HELD", RowLabel.of(row.get()), null, each.getValue()));
      }
    }
    return lines;
  }

  /** Answers with one incident; {@code item} of the query names it. */
  Answer open(Call call) throws IOException {
    Optional<ItemId> item = Asked.item(call.query().getOrDefault("item", ""));
    Optional<Outcome> row = item.isEmpty() ? Optional.empty() : rows.find(item.get());
    Map<String, String> held = HeldClips.of(sources.store()).items();
    if (row.isEmpty() || !(ItemTally.isIncident(row.get()) || held.containsKey(row.get().item()))) {
      return Asked.notFound("incident");
    }
    reads.log(call.user(), "incident/" + row.get().item(), row.get().digest());
    Optional<Item> opened = rows.item(row.get());
    String text = held.getOrDefault(row.get().item(), "");
    return new Answer.Json(
        new Opened(
            line(row.get(), opened, text),
            opened.map(Item::capturedAtMillis).orElse(0L),
            unlogged(row.get(), opened),
            logged(item.get(), row.get())));
  }

  private static Line line(Outcome row, Optional<Item> item, String text) throws IOException {
    boolean clip = row.category().equals(ClipManifest.CATEGORY);
    String kind = !text.isEmpty() ? "HELD" : clip ? "CLIP" : "UNLOGGED";
    try {
      ClipLabel label =
          clip && item.isPresent()
              ? ClipLabel.of(
                  item.get(), ClipManifest.decode(item.get().payload()), row.appendedAtMillis())
              : null;
      return new Line(kind, RowLabel.of(row), label, text);
    } catch (WireFormatException e) {
      throw new IOException(row.item() + " is no manifest", e);
    }
  }

  private static @Nullable Unlogged unlogged(Outcome row, Optional<Item> item) throws IOException {
    if (item.isEmpty() || !row.category().equals(UnloggedItem.CATEGORY)) {
      return null;
    }
    try {
      return Unlogged.of(item.get().id(), UnloggedItem.decode(item.get().payload()));
    } catch (WireFormatException e) {
      throw new IOException(row.item() + " says nothing", e);
    }
  }

  /** The proof is made of the row: a row that the log states otherwise has none. */
  private @Nullable Logged logged(ItemId item, Outcome row) throws IOException {
    try (var store = IcebergStore.open(sources.store())) {
      var log = sources.log();
      var trail = new Trail(store, sources.cipher(), log.source(), log.policy());
      Trail.ItemProof proven = trail.prove(item);
      TlogProof proof = proven.proof();
      return new Logged(
          proof.index(),
          log.policy().accept(proof.note()).size(),
          proven.leaf().stage(),
          proven.leaf().decision(),
          view.words().of(proven.leaf().rules()),
          proven.leaf().hour().toEpochMilli(),
          proof.path().stream().map(each -> each.hex()).toList());
    } catch (NotProvenException e) {
      return null;
    } catch (CorruptRowException | NoteException | InvalidProofException e) {
      throw new IOException("the log does not prove " + row.item() + ": " + e.getMessage(), e);
    }
  }
}
