package dev.breakwater.cli.certify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.breakwater.agent.cabin.FunctionExit;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.TooSlowException;
import dev.breakwater.cli.certify.CheckResult.Evidence;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cabin data is not collected by default (Auto Provisions Art. 6(2), GB/T 44464-2024 §5.1.1, item 2
 * of the four requirements): every function by itself, then a drive of a car in which nobody has
 * decided anything.
 */
public final class CabinDefaultCheck {
  public static final String NAME = "cabin-default";

  private static final String CLAUSE =
      "Auto Provisions Art. 6(2); GB/T 44464-2024 §5.1.1; CAAM four requirements, item 2";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;
  private final PoliciesInForce policies;
  private final Anonymizer anonymizer;
  private final InstantSource clock;
  private final List<String> details = new ArrayList<>();
  private boolean good = true;

  /** Something that goes on while the car drives; a test lets a thief in. */
  interface Meanwhile {
    void happen(Path cabin) throws IOException;
  }

  /**
   * @param directory for the evidence; the car is made and removed in it
   * @param policies of the car
   * @param anonymizer stays the caller's
   */
  public CabinDefaultCheck(
      Path directory, PoliciesInForce policies, Anonymizer anonymizer, InstantSource clock) {
    this.directory = directory;
    this.policies = policies;
    this.anonymizer = anonymizer;
    this.clock = clock;
  }

  /** Makes the check. */
  public CheckResult run()
      throws IOException,
          OutboxCorruptException,
          UnreadableSourceException,
          TooSlowException,
          InterruptedException {
    return run(cabin -> {});
  }

  CheckResult run(Meanwhile meanwhile)
      throws IOException,
          OutboxCorruptException,
          UnreadableSourceException,
          TooSlowException,
          InterruptedException {
    Files.createDirectories(directory);
    Path inventory = directory.resolve("inventory.json");
    Files.write(inventory, JSON.writeValueAsBytes(inventory()));
    Path decisions = directory.resolve("decisions.json");
    Files.write(decisions, JSON.writeValueAsBytes(drive(meanwhile)));
    return new CheckResult(
        NAME,
        List.of("V1", "V2"),
        CLAUSE,
        good ? Verdict.PASS : Verdict.FAIL,
        List.of(Evidence.of(directory, inventory), Evidence.of(directory, decisions)),
        details);
  }

  /**
   * Every function, what it collects, what the law in force says by default, what may be chosen.
   */
  private ArrayNode inventory() {
    var decider = new Decider(policies, new Consents(Map.of()), clock);
    ArrayNode functions = JSON.createArrayNode();
    int collecting = 0;
    for (Purpose purpose : Purpose.values()) {
      var function = functions.addObject().put("function", purpose.id());
      function.put("offered", Purpose.BUILT_IN.contains(purpose)).put("consent-by-default", "none");
      ArrayNode categories = function.putArray("categories");
      for (String category : purpose.categories()) {
        boolean collected = collects(decider, category, purpose);
        collecting += collected ? 1 : 0;
        categories.addObject().put("category", category).put("collected-by-default", collected);
      }
      ArrayNode choices = function.putArray("choices");
      choices.add(State.NO.name());
      purpose.grants().stream().sorted().map(State::name).forEach(choices::add);
      function.put("way-out-of-the-car", wayOut(purpose));
    }
    judge(
        collecting == 0,
        "%d functions; without a decision of the driver %d collect"
            .formatted(Purpose.values().length, collecting));
    return functions;
  }

  private static String wayOut(Purpose purpose) {
    if (FunctionExit.isFunction(purpose)) {
      return "under its own consent, with an impact assessment";
    }
    boolean cabin = purpose.categories().stream().anyMatch(each -> each.startsWith("cabin."));
    return cabin ? "none is built" : "under consent";
  }

  private boolean collects(Decider decider, String prefix, Purpose purpose) {
    var now = clock.instant();
    // A beginning of categories stands for every one below it.
    return Stream.of(prefix, prefix + ".precise", prefix + ".coarse", prefix + ".behaviour")
        .anyMatch(
            category ->
                decider.collect(category, purpose.id(), now).pass(now, stays -> {}).isPresent());
  }

  private ArrayNode drive(Meanwhile meanwhile)
      throws IOException,
          OutboxCorruptException,
          UnreadableSourceException,
          TooSlowException,
          InterruptedException {
    Path place = Files.createTempDirectory(directory, "car");
    try {
      FreshCar car = FreshCar.make(place, clock);
      Path trial = Files.writeString(place.resolve("trial"), "read me");
      boolean reading = HandleWatch.tellsReading(trial, clock.instant());
      try (var watch = HandleWatch.start(car.cabin(), car.samples(), clock.instant())) {
        FreshCar.Drive drive = car.drive(policies, anonymizer);
        meanwhile.happen(car.cabin());
        judgeHandles(watch.opened(), reading);
        judgeBytes(drive);
        return decisions(drive.sent());
      }
    } finally {
      delete(place);
    }
  }

  private void judgeHandles(List<String> opened, boolean reading) {
    judge(
        opened.isEmpty(),
        "handles on cabin sensors, by /proc/self/fd%s: %s"
            .formatted(
                reading ? " and access times" : " (this file system keeps no access times)",
                opened.isEmpty() ? "none" : String.join(", ", opened)));
  }

  private void judgeBytes(FreshCar.Drive drive) {
    judge(!drive.vault(), drive.vault() ? "there is a cabin vault" : "there is no cabin vault");
    judge(
        drive.found().isEmpty() && drive.searched() > 0,
        "%d bytes that were stored or sent looked through, cabin data found: %s"
            .formatted(drive.searched(), drive.found().isEmpty() ? "0 bytes" : drive.found()));
  }

  /** What the car itself says about cabin data, as it was sent. */
  private ArrayNode decisions(List<Bytes> sent) {
    ArrayNode refusals = JSON.createArrayNode();
    long refused = 0;
    List<String> cabinItems = new ArrayList<>();
    for (Bytes encoded : sent) {
      Item item = decode(encoded);
      if (item.category().startsWith("cabin.")) {
        cabinItems.add(item.category());
      }
      if (item.category().equals(StayedInCar.CATEGORY)) {
        StayedInCar stayed = statement(item);
        if (stayed.category().startsWith("cabin.")) {
          refused += stayed.fate() == StayedInCar.Fate.REFUSED ? stayed.count() : 0;
          refusals.addPOJO(stayed);
        }
      }
    }
    long expected = (long) FreshCar.SAMPLES * FreshCar.SENSORS.size() + FreshCar.SIGNALS;
    judge(
        refused == expected,
        "the car's own records refuse %d of %d cabin samples".formatted(refused, expected));
    judge(cabinItems.isEmpty(), "items of a cabin category that were sent: " + cabinItems.size());
    return refusals;
  }

  private static Item decode(Bytes encoded) {
    try {
      return Item.decode(encoded);
    } catch (WireFormatException e) {
      throw new IllegalStateException("the agent sent what is no item", e);
    }
  }

  private static StayedInCar statement(Item item) {
    try {
      return StayedInCar.decode(item.payload());
    } catch (WireFormatException e) {
      throw new IllegalStateException("the agent sent what is no statement", e);
    }
  }

  private void judge(boolean met, String detail) {
    good &= met;
    details.add((met ? "" : "NOT MET: ") + detail);
  }

  private static void delete(Path place) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(place)) {
      all = files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
