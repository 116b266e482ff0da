package dev.breakwater.console.fleet;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists vehicles, and says what is known of one. */
final class VehicleDesk {
  /** Vehicles on a page. */
  static final int PAGE = 100;

  private static final int MAX_PAGE = 1_000_000;

  private final FleetSources sources;
  private final FleetView view;
  private final EvidenceReads reads;

  VehicleDesk(FleetSources sources, FleetView view, EvidenceReads reads) {
    this.sources = sources;
    this.view = view;
    this.reads = reads;
  }

  /**
   * A line of the list.
   *
   * @param status in the registry; empty if that does not name the vehicle
   * @param heardMillis when the broker took the newest row; 0 if there is none
   * @param policy bundle that decides in the car, as it says; empty if it has said nothing
   */
  record Line(
      String vehicle,
      String status,
      long sinceMillis,
      long heardMillis,
      boolean online,
      long rows,
      long quarantined,
      long lost,
      String policy) {}

  /** A page of the list. */
  record Lines(long all, List<Line> vehicles) {}

  /**
   * One vehicle.
   *
   * @param consents the newest decision for each purpose
   * @param categories rows by category
   * @param lost tombstones by reason
   */
  record Vehicle(
      Line line,
      String certificate,
      @Nullable Policy policy,
      @Nullable Software software,
      List<Consent> consents,
      List<Plan> plans,
      Map<String, Long> categories,
      List<Fleet.Reason> stayed,
      Map<String, Long> lost,
      Anonymizer.Sums anonymizer,
      List<ClipLabel> clips) {}

  record Policy(String bundle, long sequence, String digest, long fromMillis) {
    static @Nullable Policy of(@Nullable Activation said) {
      return said == null
          ? null
          : new Policy(said.bundle(), said.sequence(), said.policy().hex(), said.fromMillis());
    }
  }

  record Software(String version, String release, List<String> models, long fromMillis) {
    static @Nullable Software of(@Nullable RunningSoftware said) {
      return said == null
          ? null
          : new Software(
              said.version(),
              said.release().hex(),
              said.models().stream().map(each -> each.model().hex()).toList(),
              said.fromMillis());
    }
  }

  record Consent(
      String purpose,
      String state,
      String period,
      long epoch,
      long decidedMillis,
      long untilMillis,
      List<String> categories,
      String channel,
      String notice) {
    static Consent of(ConsentChange change) {
      return new Consent(
          change.purpose(),
          change.state().name(),
          change.period().name(),
          change.epoch(),
          change.decidedMillis(),
          change.untilMillis(),
          change.categories(),
          change.channel(),
          change.notice().hex());
    }
  }

  record Plan(String plan, String verdict, String reason, List<Fleet.Rule> rules, long atMillis) {}

  /** Answers with a page; {@code find} is a part of a vehicle's name. */
  Answer list(Call call) throws IOException {
    String find = call.query().getOrDefault("find", "");
    int page = Asked.number(call, "page", 0, MAX_PAGE);
    List<Line> found =
        lines().stream()
            .filter(line -> line.vehicle().contains(find))
            .sorted(
                Comparator.comparingLong(Line::heardMillis).reversed().thenComparing(Line::vehicle))
            .toList();
    List<Line> shown = found.stream().skip((long) page * PAGE).limit(PAGE).toList();
    return new Answer.Json(new Lines(found.size(), shown));
  }

  private List<Line> lines() throws IOException {
    Map<String, VehicleRecord> registered = new TreeMap<>();
    sources.vehicles().get().forEach(each -> registered.put(each.vehicle().value(), each));
    return view.read(
        tallies -> {
          List<Line> lines = new ArrayList<>();
          registered.forEach((name, record) -> lines.add(line(name, record, tallies)));
          tallies.items().vehicles().keySet().stream()
              .filter(name -> !registered.containsKey(name))
              .forEach(name -> lines.add(line(name, null, tallies)));
          return lines;
        });
  }

  private Line line(String name, @Nullable VehicleRecord record, FleetView.Tallies tallies) {
    VehicleTally tally = tallies.items().vehicles().getOrDefault(name, new VehicleTally());
    Activation policy = tally.policy();
    long now = sources.surroundings().clock().millis();
    return new Line(
        name,
        record == null ? "" : record.status().name(),
        record == null ? 0 : record.sinceMillis(),
        tally.heardMillis,
        FleetSums.isOnline(tally.heardMillis, now),
        tally.rows,
        tallies.quarantine().vehicles.of(name),
        tally.lost.all().stream().mapToLong(Counts.Count::number).sum(),
        policy == null ? "" : policy.bundle());
  }

  /** Answers with all that is known of a vehicle, its people's decisions too: the log has it. */
  Answer vehicle(Call call) throws IOException {
    Optional<VehicleRef> vehicle = Asked.vehicle(call);
    if (vehicle.isEmpty()) {
      return Asked.notFound("vehicle");
    }
    String name = vehicle.get().value();
    Optional<VehicleRecord> record =
        sources.vehicles().get().stream()
            .filter(each -> each.vehicle().equals(vehicle.get()))
            .findFirst();
    Optional<Vehicle> known = view.read(tallies -> known(name, record.orElse(null), tallies));
    if (known.isEmpty()) {
      return Asked.notFound("vehicle");
    }
    reads.log(call.user(), "vehicle/" + name, Digest.ZERO);
    return new Answer.Json(known.get());
  }

  private Optional<Vehicle> known(
      String name, @Nullable VehicleRecord record, FleetView.Tallies tallies) {
    VehicleTally tally = tallies.items().vehicles().get(name);
    if (record == null && tally == null) {
      return Optional.empty();
    }
    VehicleTally said = tally == null ? new VehicleTally() : tally;
    return Optional.of(
        new Vehicle(
            line(name, record, tallies),
            record == null ? "" : record.certificate().hex(),
            Policy.of(said.policy()),
            Software.of(said.software()),
            said.consents().stream().map(Consent::of).toList(),
            said.plans().stream().map(this::plan).toList(),
            numbers(said.categories),
            said.stayed.all().stream().map(view.words()::of).toList(),
            numbers(said.lost),
            said.anonymizer.sums(),
            said.clips()));
  }

  private Plan plan(PlanRuling ruling) {
    return new Plan(
        ruling.plan(),
        ruling.verdict().name(),
        ruling.reason(),
        view.words().of(ruling.rules()),
        ruling.atMillis());
  }

  private static Map<String, Long> numbers(Counts<String> counts) {
    Map<String, Long> numbers = new TreeMap<>();
    counts.all().forEach(each -> numbers.put(each.key(), each.number()));
    return numbers;
  }
}
