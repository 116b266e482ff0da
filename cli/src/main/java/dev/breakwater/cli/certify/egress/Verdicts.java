package dev.breakwater.cli.certify.egress;

import dev.breakwater.cli.certify.CheckResult.Verdict;
import dev.breakwater.cli.certify.egress.FlowReport.Category;
import dev.breakwater.cli.certify.egress.Networks.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an observation says about the two requirements. No I/O. */
final class Verdicts {
  /** How far wire and ledger may differ: what was under way when the capture began or ended. */
  static final double MAX_DIFFERENCE = 0.02;

  /** The least that the standard asks for (GB/T 44464-2024 D.8), seconds. */
  static final long STANDARD_SECONDS = 3600;

  private static final String CABIN = "cabin.";
  private static final int MAX_NAMED = 50;

  /**
   * @param reasons one sentence each
   */
  record Finding(Verdict verdict, List<String> reasons) {}

  private Verdicts() {}

  /** GB/T 44464-2024 §5.8, test D.8: nothing goes abroad, but what the user does himself. */
  static Finding abroad(Observation observation) {
    List<String> against =
        flows(
            observation,
            flow -> flow.place() == Place.FOREIGN && flow.category() != Category.USER_AUTONOMOUS,
            "goes abroad: ");
    return finding(observation, against, List.of());
  }

  /** GB/T 44464-2024 §5.1.3, test D.6.1: no cabin data leaves the car by default. */
  static Finding cabin(Observation observation) {
    List<String> against =
        new ArrayList<>(flows(observation, flow -> !flow.marker().isEmpty(), "cabin data: "));
    against.addAll(
        flows(
            observation,
            flow -> flow.category() == Category.UNDECLARED,
            "nobody declared, so nobody knows what is in it: "));
    observation.ledger().categories().keySet().stream()
        .filter(category -> category.startsWith(CABIN))
        .sorted()
        .forEach(category -> against.add("the ledger names " + category));
    if (observation.overheadKnown() && observation.difference() > MAX_DIFFERENCE) {
      against.add("the ledger does not explain the flows of the uplink; " + accounts(observation));
    }
    return finding(
        observation,
        against,
        observation.overheadKnown()
            ? List.of()
            : List.of(
                "no handshake was captured, so the bytes of the uplink cannot be computed;"
                    + " start the car after the capture"));
  }

  private interface Choice {
    boolean of(FlowReport flow);
  }

  private static List<String> flows(Observation observation, Choice choice, String why) {
    List<String> named =
        observation.flows().stream().filter(choice::of).map(flow -> why + flow.line()).toList();
    return named.size() <= MAX_NAMED ? named : named.subList(0, MAX_NAMED);
  }

  /** What speaks against it outweighs that not all was seen. */
  private static Finding finding(
      Observation observation, List<String> against, List<String> unknown) {
    List<String> reasons = new ArrayList<>(against);
    reasons.addAll(unknown);
    if (!observation.isWhole()) {
      reasons.add("not every packet was captured: " + observation.droppedPackets() + " dropped");
    }
    Verdict verdict =
        !against.isEmpty() ? Verdict.FAIL : reasons.isEmpty() ? Verdict.PASS : Verdict.NOT_TESTED;
    reasons.add(accounts(observation));
    reasons.add(duration(observation));
    return new Finding(verdict, List.copyOf(reasons));
  }

  private static String accounts(Observation observation) {
    return String.format(
        Locale.ROOT,
        "wire %d bytes, ledger %d bytes in %d messages, difference %.2f %% (limit %.0f %%)",
        observation.applicationBytesOnWire(),
        observation.ledger().messageBytes(),
        observation.ledger().messages(),
        100 * observation.difference(),
        100 * MAX_DIFFERENCE);
  }

  private static String duration(Observation observation) {
    return observation.seconds() >= STANDARD_SECONDS
        ? "captured for " + observation.seconds() + " s"
        : "a trial: captured for %d s, and the standard asks for %d s"
            .formatted(observation.seconds(), STANDARD_SECONDS);
  }
}
