package dev.breakwater.console.fleet;

import dev.breakwater.wire.Activation;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the store has of one vehicle. Not thread-safe. */
final class VehicleTally {
  /** Clips that are remembered, the newest. */
  static final int MAX_CLIPS = 12;

  /** Purposes and plans that are remembered; a car that names more has a fault. */
  static final int MAX_NAMES = 64;

  final Anonymizer anonymizer = new Anonymizer();
  final Counts<Stayed> stayed = new Counts<>();
  final Counts<String> lost = new Counts<>();
  final Counts<String> categories = new Counts<>();
  private final Map<String, ConsentChange> consents = new TreeMap<>();
  private final Map<String, PlanRuling> plans = new TreeMap<>();
  private final TreeSet<ClipLabel> clips =
      new TreeSet<>(
          Comparator.comparingLong(ClipLabel::heardMillis).thenComparing(ClipLabel::item));

  long heardMillis;
  long rows;
  long lostSourceItems;
  private @Nullable Dated<Activation> activation;
  private @Nullable Dated<RunningSoftware> software;

  /** Why something stayed in the car. */
  record Stayed(String fate, String category, String reason, List<String> rules) {
    static Stayed of(StayedInCar statement) {
      return new Stayed(
          statement.fate().name(), statement.category(), statement.reason(), statement.rules());
    }
  }

  /**
   * The newest statement of a kind.
   *
   * @param <T> the kind
   */
  record Dated<T>(T value, long heardMillis) {}

  /** Counts a row. */
  void heard(Outcome row) {
    rows++;
    heardMillis = Math.max(heardMillis, row.appendedAtMillis());
    categories.add(row.category(), 1);
  }

  void stayed(StayedInCar statement) {
    stayed.add(Stayed.of(statement), statement.count());
  }

  void lost(Tombstone tombstone) {
    lost.add(tombstone.reason(), 1);
    lostSourceItems += tombstone.sourceItems();
  }

  void clip(ClipLabel clip, ClipManifest manifest) {
    anonymizer.clip(manifest);
    clips.add(clip);
    if (clips.size() > MAX_CLIPS) {
      clips.pollFirst();
    }
  }

  /** The decision with the highest number counts, in whatever order they come. */
  void decided(ConsentChange change) {
    ConsentChange known = consents.get(change.purpose());
    if (known == null ? consents.size() < MAX_NAMES : known.epoch() < change.epoch()) {
      consents.put(change.purpose(), change);
    }
  }

  void ruled(PlanRuling ruling) {
    PlanRuling known = plans.get(ruling.plan());
    if (known == null ? plans.size() < MAX_NAMES : known.atMillis() <= ruling.atMillis()) {
      plans.put(ruling.plan(), ruling);
    }
  }

  void activated(Activation value, long atMillis) {
    if (activation == null || activation.heardMillis() <= atMillis) {
      activation = new Dated<>(value, atMillis);
    }
  }

  void started(RunningSoftware value, long atMillis) {
    if (software == null || software.heardMillis() <= atMillis) {
      software = new Dated<>(value, atMillis);
    }
  }

  @Nullable Activation policy() {
    return activation == null ? null : activation.value();
  }

  @Nullable RunningSoftware software() {
    return software == null ? null : software.value();
  }

  List<ConsentChange> consents() {
    return List.copyOf(consents.values());
  }

  List<PlanRuling> plans() {
    return List.copyOf(plans.values());
  }

  /** Returns the newest clips, the newest first. */
  List<ClipLabel> clips() {
    return new ArrayList<>(clips.descendingSet());
  }
}
