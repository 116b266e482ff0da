package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.border.Thresholds;
import dev.breakwater.policy.border.Volumes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The register for people, as a spot check wants to see it (Auto Provisions Art. 12: in a readable,
 * convenient form): where the counts stand, what is left under each approval, and every release.
 */
public final class RegisterReport {
  private final CountingYear year;
  private final Map<String, String> counts;
  private final List<Map<String, String>> releases;

  private RegisterReport(
      CountingYear year, Map<String, String> counts, List<Map<String, String>> releases) {
    this.year = year;
    this.counts = counts;
    this.releases = releases;
  }

  public static RegisterReport of(Register register, CountingYear year) throws IOException {
    return new RegisterReport(
        year, counts(register, year), RegisterTable.rows(register.provisions()));
  }

  private static Map<String, String> counts(Register register, CountingYear year)
      throws IOException {
    Map<String, String> counts = new LinkedHashMap<>();
    Volumes volumes = register.volumes(year);
    Thresholds law = Thresholds.LAW;
    counts.put(
        "persons, general information",
        "%d (contract or certificate from %d, security assessment from %d)"
            .formatted(volumes.general(), law.someGeneral(), law.manyGeneral()));
    counts.put(
        "persons, sensitive information",
        "%d (contract or certificate from 1, security assessment from %d)"
            .formatted(volumes.sensitive(), law.manySensitive()));
    Optional<Permits> permits = register.newestPermits();
    for (Approval approval : permits.map(Permits::approvals).orElse(List.of())) {
      counts.put(
          "persons under approval " + approval.number(),
          "%d of %d, for %s until %s"
              .formatted(
                  register.covered(year, approval.number()),
                  approval.persons(),
                  approval.recipient(),
                  approval.valid().until()));
    }
    return counts;
  }

  /** Returns it as plain text. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Register of exports (law.md C2 to C6), persons counted since 1 January " + year.value());
    counts.forEach((name, value) -> lines.add("  " + name + ": " + value));
    for (Map<String, String> release : releases) {
      lines.add("");
      release.forEach(
          (name, value) -> {
            if (!value.isEmpty()) {
              lines.add((name.equals("release") ? "" : "  ") + name + ": " + value);
            }
          });
    }
    return String.join("\n", lines) + "\n";
  }

  /** Returns it as a page that needs nothing else. */
  public String html() {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Register of exports</title>
    <style>body{font:14px/1.5 sans-serif;margin:2em}table{border-collapse:collapse;margin:1em 0}
    th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
    </style></head><body><h1>Register of exports</h1>
    <h2>Counted since 1 January %d</h2>
    %s
    <h2>Releases</h2>
    %s
    </body></html>
    """
        .formatted(
            year.value(),
            table(counts),
            releases.stream().map(RegisterReport::table).collect(Collectors.joining("\n")));
  }

  private static String table(Map<String, String> facts) {
    return facts.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(
            each ->
                "<tr><th>"
                    + escaped(each.getKey())
                    + "</th><td>"
                    + escaped(each.getValue())
                    + "</td></tr>")
        .collect(Collectors.joining("\n", "<table>\n", "\n</table>"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
