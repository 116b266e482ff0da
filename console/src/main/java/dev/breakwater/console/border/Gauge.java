package dev.breakwater.console.border;

import dev.breakwater.ingest.border.Register;
import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.border.Thresholds;
import dev.breakwater.policy.border.Volumes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Distinct persons of the year against one limit (law.md C2, C3).
 *
 * @param kind which limit it is
 * @param about number of the approval; empty for a threshold of the law
 * @param clause where the limit is written
 * @param persons counted since 1 January, in China's time
 * @param limit the first number of persons that needs the next route, or, of an approval, the most
 *     that may go
 */
record Gauge(Kind kind, String about, String clause, long persons, long limit) {
  /** Which limit a gauge is about. */
  enum Kind {
    GENERAL_CONTRACT,
    GENERAL_ASSESSMENT,
    SENSITIVE_CONTRACT,
    SENSITIVE_ASSESSMENT,
    APPROVAL
  }

  private static final String CONTRACT = "2024 Flow Provisions Art. 8";
  private static final String ASSESSMENT = "2024 Flow Provisions Art. 7";

  static List<Gauge> of(Register register, CountingYear year) throws IOException {
    Volumes volumes = register.volumes(year);
    Thresholds law = Thresholds.LAW;
    List<Gauge> gauges = new ArrayList<>();
    gauges.add(
        new Gauge(Kind.GENERAL_CONTRACT, "", CONTRACT, volumes.general(), law.someGeneral()));
    gauges.add(
        new Gauge(Kind.GENERAL_ASSESSMENT, "", ASSESSMENT, volumes.general(), law.manyGeneral()));
    gauges.add(new Gauge(Kind.SENSITIVE_CONTRACT, "", CONTRACT, volumes.sensitive(), 1));
    gauges.add(
        new Gauge(
            Kind.SENSITIVE_ASSESSMENT, "", ASSESSMENT, volumes.sensitive(), law.manySensitive()));
    Optional<Permits> permits = register.newestPermits();
    for (Approval each : permits.map(Permits::approvals).orElse(List.of())) {
      long covered = register.covered(year, each.number());
      gauges.add(
          new Gauge(
              Kind.APPROVAL,
              each.number(),
              "Auto Provisions Art. 12; NDSMR Art. 38",
              covered,
              each.persons()));
    }
    return gauges;
  }
}
