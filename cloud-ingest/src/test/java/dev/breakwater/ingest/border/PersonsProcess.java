package dev.breakwater.ingest.border;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.border.Thresholds;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedNetwork;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A border in a process of its own that lets many persons out, release after release, and stands
 * still once at each place where it is to be killed. Persons come in another order than numbered,
 * and again: each release has {@code batch} new ones, and a tenth of as many from before.
 */
final class PersonsProcess {
  /** Releases are a second apart in the time that their requests name. */
  static final Instant FIRST = Instant.parse("2026-05-01T00:00:00Z");

  private static final Bytes SIGNAL =
      new Signal("Vehicle.Driver.AttentiveProbability", "1").encode();

  private static final Instant NOW = Instant.parse("2026-06-10T02:00:00Z");

  private static final List<String> STEPS = List.of("counted", "decided", "delivered");

  private final Path directory;
  private final boolean everyStep;
  private final long persons;
  private final int batch;
  private final List<Long> stops;

  private PersonsProcess(String[] args) {
    this.directory = Path.of(args[0]);
    this.everyStep = Boolean.parseBoolean(args[5]);
    this.persons = Long.parseLong(args[1]);
    this.batch = Integer.parseInt(args[2]);
    this.stops = List.of(args[3].split(",", -1)).stream().map(Long::valueOf).toList();
  }

  /**
   * Arguments: directory, persons, new persons of a release, thresholds, keys of the office,
   * whether to stop at every step of a release with a threshold, or at one.
   */
  public static void main(String[] args) throws Exception {
    var process = new PersonsProcess(args);
    process.run(BorderPersonsTest.thresholds(process.stops), Path.of(args[4]));
    ChildJvm.ready("done");
  }

  private void run(Thresholds thresholds, Path keys) throws Exception {
    var list =
        new JurisdictionList(
            1, List.of(new ListedNetwork(Network.of("127.0.0.0/8"), "DE")), List.of());
    var https = new HttpsDelivery(new CheckedConnections(list, HostResolver.SYSTEM));
    var surroundings =
        new Surroundings(
            this::rows,
            new StoppingLog(),
            (to, parcel) -> {
              String receipt = https.deliver(to, parcel);
              stop("delivered");
              return receipt;
            },
            Papers.policies(),
            () -> NOW,
            new SecureRandom());
    var settings =
        new BorderSettings(
            directory.resolve("border"),
            BorderPersonsTest.office(keys),
            OrderOfDecision.china(thresholds));
    try (Border border = Border.open(settings, surroundings)) {
      for (FiledRequest request : border.requests()) {
        running = batchOf(request.request());
        border.release(request.number(), "SA-1");
      }
    }
  }

  /** Number of the release that is on its way. */
  private long running = -1;

  private static long batchOf(ExportRequest request) {
    return request.from().getEpochSecond() - FIRST.getEpochSecond();
  }

  private void rows(ExportRequest request, Rows.Taker taker) throws IOException {
    long number = batchOf(request);
    var random = new Random(number);
    List<Long> numbers = new ArrayList<>();
    for (long i = number * batch; i < Math.min(persons, (number + 1) * batch); i++) {
      numbers.add(i);
    }
    for (int i = 0; number > 0 && i < batch / 10; i++) {
      numbers.add((long) random.nextInt((int) (number * batch)));
    }
    Collections.shuffle(numbers, random);
    long seen = number * batch;
    long row = number * 2 * batch;
    for (long person : numbers) {
      String category = request.categories().iterator().next();
      Item item = StoredItems.item(row++, category, "person-" + person, SIGNAL);
      taker.take(item);
      if (person >= number * batch && stops.contains(++seen)) {
        stop("counted");
      }
    }
  }

  private final class StoppingLog implements DecisionLog {
    @Override
    public long logged(dev.breakwater.wire.Statement statement) throws IOException {
      stop("decided");
      return 0;
    }

    @Override
    public String key() {
      return "border";
    }
  }

  /** Tells the parent that this is a place to be killed at, the first time it comes here. */
  private void stop(String step) throws IOException {
    boolean isPlace = false;
    for (int i = 0; i < stops.size(); i++) {
      boolean holdsThreshold = (stops.get(i) - 1) / batch == running;
      isPlace |= holdsThreshold && (everyStep || STEPS.get(i).equals(step));
    }
    Path mark = directory.resolve(step + "-" + running);
    if (isPlace && !Files.exists(mark)) {
      Files.createFile(mark);
      ChildJvm.ready("stop " + step + " " + running);
    }
  }
}
