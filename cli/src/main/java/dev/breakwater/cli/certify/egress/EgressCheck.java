package dev.breakwater.cli.certify.egress;

import dev.breakwater.agent.egress.Sent;
import dev.breakwater.cli.certify.CheckResult;
import dev.breakwater.cli.certify.CheckResult.Evidence;
import dev.breakwater.cli.certify.MarkerSearch;
import dev.breakwater.cli.certify.egress.FlowReport.Category;
import dev.breakwater.cli.certify.egress.Verdicts.Finding;
import dev.breakwater.cli.installation.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Captures what leaves the car in its three states, says of every flow who sent it and where it
 * went, and compares it with the car's own account.
 */
public final class EgressCheck {
  /** Of the check of V2. */
  public static final String CABIN = "egress-cabin";

  /** Of the check of V11. */
  public static final String ABROAD = "egress-abroad";

  /** What a process has at least to live to be seen with its socket for certain. */
  private static final long LOOK_MILLIS = 50;

  private final EgressSettings settings;
  private final MarkerSearch markers;
  private final Consumer<String> say;

  /**
   * @param say is told what happens now
   */
  public EgressCheck(EgressSettings settings, MarkerSearch markers, Consumer<String> say) {
    this.settings = settings;
    this.markers = markers;
    this.say = say;
  }

  /**
   * Makes the check and writes the results with their evidence.
   *
   * @return the results, that of the cabin first
   * @throws CommandFailedException if nothing can be captured
   */
  public List<CheckResult> run() throws IOException, CommandFailedException, InterruptedException {
    Files.createDirectories(evidence());
    Observation observation = observe();
    Path flows = evidence().resolve("flows.json");
    EgressEvidence.write(flows, observation);
    // Both results lie beside the folder of the evidence.
    Path beside = settings.directory().resolve(CABIN);
    List<Evidence> evidence =
        List.of(EgressEvidence.of(beside, capture()), EgressEvidence.of(beside, flows));
    observation.flows().stream()
        .filter(flow -> flow.category() != Category.IN_VEHICLE)
        .forEach(flow -> say.accept("flow: " + flow.line()));
    say.accept("flows of all kinds, also inside the car: " + flows);
    return List.of(
        result(
            CABIN,
            List.of("V2"),
            "GB/T 44464-2024 §5.1.3, D.6.1",
            Verdicts.cabin(observation),
            evidence),
        result(
            ABROAD,
            List.of("V11"),
            "GB/T 44464-2024 §5.8, D.8",
            Verdicts.abroad(observation),
            evidence));
  }

  private CheckResult result(
      String check,
      List<String> requirements,
      String clause,
      Finding finding,
      List<Evidence> evidence)
      throws IOException {
    var result =
        new CheckResult(
            check, requirements, clause, finding.verdict(), evidence, finding.reasons());
    result.write(settings.directory().resolve(check).resolve("result.json"));
    return result;
  }

  private Path evidence() {
    return settings.directory().resolve("egress");
  }

  private Path capture() {
    return evidence().resolve("capture.pcap");
  }

  private Observation observe() throws IOException, CommandFailedException, InterruptedException {
    var sockets = new Sockets(Path.of("/proc"));
    Set<InetAddress> local = localAddresses();
    Sent before = Sent.read(settings.ledger());
    long dropped = drive(sockets);
    Sent sent = Sent.read(settings.ledger()).since(before);
    List<Flow> flows = FlowTable.read(capture(), local, markers);
    var attribution = new Attribution(settings.networks(), sockets);
    List<FlowReport> reports = flows.stream().map(attribution::report).toList();
    return new Observation(
        settings.time().toSeconds(),
        settings.states().stream().map(VehicleState::told).toList(),
        settings.networkInterface(),
        settings.networksDigest(),
        dropped,
        isOverheadKnown(flows, reports),
        sent,
        reports);
  }

  /** Of the uplink's own flows; what others protect is not in the ledger. */
  private static boolean isOverheadKnown(List<Flow> flows, List<FlowReport> reports) {
    return IntStream.range(0, flows.size())
        .filter(i -> reports.get(i).category() == Category.UPLINK)
        .noneMatch(i -> flows.get(i).isOverheadUnknown());
  }

  /** Returns how many packets were lost, -1 if it is not known. */
  private long drive(Sockets sockets)
      throws IOException, CommandFailedException, InterruptedException {
    Path log = evidence().resolve("vehicle.log");
    Files.deleteIfExists(log);
    List<VehicleState> states = settings.states();
    Duration each = settings.time().dividedBy(states.size());
    var looking = new Thread(() -> keepLooking(sockets), "sockets");
    try (var capture = Capture.start(settings.networkInterface(), capture())) {
      looking.start();
      for (VehicleState state : states) {
        say.accept("the vehicle is now, for %d s, %s".formatted(each.toSeconds(), state.told()));
        state.last(each, settings.grace(), log);
      }
      boolean whole = capture.isAlive();
      long dropped = capture.stop();
      return whole ? dropped : -1;
    } finally {
      looking.interrupt();
      looking.join();
    }
  }

  private static void keepLooking(Sockets sockets) {
    try {
      while (true) {
        sockets.look();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      // That is the end of the capture.
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel's list of sockets cannot be read", e);
    }
  }

  private static Set<InetAddress> localAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(EgressCheck::withoutScope)
        .collect(Collectors.toSet());
  }

  /** Packets do not name the interface that the address of a link belongs to. */
  private static InetAddress withoutScope(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }
}
