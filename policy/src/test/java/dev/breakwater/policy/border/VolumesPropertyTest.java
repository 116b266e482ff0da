package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Law.md 9.1, counting rules")
class VolumesPropertyTest {
  private static final OrderOfDecision ORDER = OrderOfDecision.china();
  private static final CountingYear YEAR = new CountingYear(2026);
  private static final List<String> EXEMPT =
      List.of(
          "claims=transit",
          "claims=contract",
          "claims=staff",
          "claims=emergency",
          "zone=off-negative-list");

  /** An intended export of one of a few persons, so that some come again. */
  private record Flow(int person, String information, String exemption) {
    boolean isExempt() {
      return !exemption.isEmpty();
    }

    String who() {
      return person + information;
    }
  }

  @DisplayName("Exempt flows are not counted: adding them changes no route")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void routes_withExemptFlowsAdded_areTheSame(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      Volumes start = nearThresholds(random);
      List<Flow> flows = flows(random);
      List<Flow> others = flows.stream().filter(flow -> !flow.isExempt()).toList();

      assertThat(routes(flows, start))
          .as("seed %d, round %d, from %s: %s", seed, round, start, flows)
          .isEqualTo(routes(others, start));
    }
  }

  @DisplayName("Cert. Measures Art. 5: splitting a volume over members changes no route")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void route_ofAVolumeSplitOverMembers_isThatOfTheSum(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Volumes whole = nearThresholds(random);
      Map<String, Volumes> parts = split(whole, 1 + random.nextInt(5), random);
      var group = new ExporterGroup("g", "m0", parts.keySet());
      String facts = "person=" + (random.nextBoolean() ? "general" : "sensitive");

      assertThat(ORDER.decide(Exports.of(facts, group.sum(parts))))
          .as("seed %d, round %d: %s", seed, round, parts)
          .isEqualTo(ORDER.decide(Exports.of(facts, whole)));
    }
  }

  /**
   * The routes of the flows that are not exempt, one after the other, counting those that count.
   */
  private static List<Route> routes(List<Flow> flows, Volumes start) {
    List<Route> routes = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Volumes counted = start;
    for (Flow flow : flows) {
      String isNew = known.contains(flow.who()) ? "no" : "yes";
      String facts = "person=" + flow.information + " new=" + isNew + " " + flow.exemption;
      Export export = Exports.of(facts, counted);
      Route route = ORDER.decide(export);
      if (route.counts()) {
        counted = export.volumes();
        known.add(flow.who());
      }
      if (!flow.isExempt()) {
        routes.add(route);
      }
    }
    return routes;
  }

  private static List<Flow> flows(Random random) {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String information = random.nextInt(4) > 0 ? "general" : "sensitive";
      String exemption = random.nextBoolean() ? "" : EXEMPT.get(random.nextInt(EXEMPT.size()));
      flows.add(new Flow(random.nextInt(15), information, exemption));
    }
    return flows;
  }

  private static Volumes nearThresholds(Random random) {
    long general = List.of(10L, 10_000L, 100_000L, 1_000_000L).get(random.nextInt(4));
    long sensitive = List.of(10L, 10_000L, 100_000L).get(random.nextInt(3));
    boolean none = random.nextBoolean();
    return new Volumes(
        YEAR, general - random.nextInt(10), none ? 0 : sensitive - random.nextInt(10));
  }

  private static Map<String, Volumes> split(Volumes whole, int members, Random random) {
    Map<String, Volumes> parts = new HashMap<>();
    long general = whole.general();
    long sensitive = whole.sensitive();
    for (int i = 1; i < members; i++) {
      long g = random.nextLong(general + 1);
      long s = random.nextLong(sensitive + 1);
      parts.put("m" + i, new Volumes(YEAR, g, s));
      general -= g;
      sensitive -= s;
    }
    parts.put("m0", new Volumes(YEAR, general, sensitive));
    return parts;
  }
}
