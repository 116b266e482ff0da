package dev.breakwater.console.fleet;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.RowFollower;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the table of stored items has, by vehicle and of all. Of most rows only the columns are
 * read; what cars say of themselves, and the manifests of clips, are opened in memory. What is
 * erased is not there. Not thread-safe.
 */
final class ItemTally implements RowFollower.Reader {
  /** The categories that are opened. */
  static final Set<String> OPENED =
      Set.of(
          Activation.CATEGORY,
          ClipManifest.CATEGORY,
          ConsentChange.CATEGORY,
          PlanRuling.CATEGORY,
          RunningSoftware.CATEGORY,
          StayedInCar.CATEGORY,
          Tombstone.CATEGORY,
          UnloggedItem.CATEGORY);

  /** Incidents that are listed, the newest; all are counted. */
  static final int MAX_INCIDENTS = 1000;

  private final ItemCipher cipher;
  private final Map<String, VehicleTally> vehicles = new TreeMap<>();
  final Counts<VehicleTally.Stayed> stayed = new Counts<>();
  final Counts<String> fates = new Counts<>();
  final Counts<String> lost = new Counts<>();
  private Anonymizer anonymizer = new Anonymizer();
  private final TreeSet<Incident> newest =
      new TreeSet<>(
          Comparator.comparingLong((Incident each) -> each.row().heardMillis())
              .thenComparing(each -> each.row().item()));
  private long incidents;
  private long lostSourceItems;
  private long rows;

  /**
   * What came on the incident lane.
   *
   * @param clip null if it is no clip
   */
  record Incident(RowLabel row, @Nullable ClipLabel clip) {}

  ItemTally(ItemCipher cipher) {
    this.cipher = cipher;
  }

  @Override
  public void again() {
    vehicles.clear();
    stayed.clear();
    fates.clear();
    lost.clear();
    anonymizer = new Anonymizer();
    newest.clear();
    incidents = 0;
    lostSourceItems = 0;
    rows = 0;
  }

  @Override
  public void take(Outcome row) {
    rows++;
    VehicleTally vehicle = vehicles.computeIfAbsent(row.vehicle(), name -> new VehicleTally());
    vehicle.heard(row);
    try {
      Optional<Item> item = OPENED.contains(row.category()) ? open(row) : Optional.empty();
      if (item.isPresent()) {
        take(row, item.get(), vehicle);
      }
      // A clip's chunks are no incidents of their own.
      if (isIncident(row)) {
        incident(row, item.orElse(null));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (WireFormatException e) {
      throw new IllegalStateException("the job stored " + row.item() + ", which is none", e);
    }
  }

  static boolean isIncident(Outcome row) {
    return row.lane().equals(Lane.INCIDENT.name())
        && (row.category().equals(ClipManifest.CATEGORY)
            || row.category().equals(UnloggedItem.CATEGORY));
  }

  private Optional<Item> open(Outcome row) throws IOException, WireFormatException {
    Optional<Bytes> plain = cipher.open(row);
    return plain.isEmpty() ? Optional.empty() : Optional.of(Item.decode(plain.get()));
  }

  private void take(Outcome row, Item item, VehicleTally vehicle) throws WireFormatException {
    Bytes payload = item.payload();
    long heard = row.appendedAtMillis();
    switch (row.category()) {
      case StayedInCar.CATEGORY -> stayed(StayedInCar.decode(payload), vehicle);
      case Tombstone.CATEGORY -> lost(Tombstone.decode(payload), vehicle);
      case ConsentChange.CATEGORY -> vehicle.decided(ConsentChange.decode(payload));
      case PlanRuling.CATEGORY -> vehicle.ruled(PlanRuling.decode(payload));
      case Activation.CATEGORY -> vehicle.activated(Activation.decode(payload), heard);
      case RunningSoftware.CATEGORY -> vehicle.started(RunningSoftware.decode(payload), heard);
      case ClipManifest.CATEGORY -> clip(item, ClipManifest.decode(payload), heard, vehicle);
      default -> UnloggedItem.decode(payload);
    }
  }

  private void stayed(StayedInCar statement, VehicleTally vehicle) {
    vehicle.stayed(statement);
    stayed.add(VehicleTally.Stayed.of(statement), statement.count());
    fates.add(statement.fate().name(), statement.count());
  }

  private void lost(Tombstone tombstone, VehicleTally vehicle) {
    vehicle.lost(tombstone);
    lost.add(tombstone.reason(), 1);
    lostSourceItems += tombstone.sourceItems();
  }

  private void clip(Item item, ClipManifest manifest, long heard, VehicleTally vehicle) {
    anonymizer.clip(manifest);
    vehicle.clip(ClipLabel.of(item, manifest, heard), manifest);
  }

  private void incident(Outcome row, @Nullable Item item) throws WireFormatException {
    incidents++;
    ClipLabel label = null;
    if (item != null && row.category().equals(ClipManifest.CATEGORY)) {
      var manifest = ClipManifest.decode(item.payload());
      label = ClipLabel.of(item, manifest, row.appendedAtMillis());
    }
    newest.add(new Incident(RowLabel.of(row), label));
    if (newest.size() > MAX_INCIDENTS) {
      newest.pollFirst();
    }
  }

  Map<String, VehicleTally> vehicles() {
    return Collections.unmodifiableMap(vehicles);
  }

  long rows() {
    return rows;
  }

  Anonymizer.Sums anonymizer() {
    return anonymizer.sums();
  }

  long incidents() {
    return incidents;
  }

  long lostSourceItems() {
    return lostSourceItems;
  }

  /** Returns incidents, the newest first. */
  List<Incident> newest() {
    return new ArrayList<>(newest.descendingSet());
  }
}
