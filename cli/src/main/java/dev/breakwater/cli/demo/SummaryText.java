package dev.breakwater.cli.demo;

import java.io.PrintWriter;

/** Prints a summary for people. */
final class SummaryText {
  private final PrintWriter out;

  SummaryText(PrintWriter out) {
    this.out = out;
  }

  void print(Summary summary) {
    Account account = summary.account();
    Fed fed = account.fed();
    out.println();
    line("Fed from the source files", fed.total());
    part("frames of the exterior camera", fed.frames());
    part("samples of vehicle signals", fed.signals());
    part("files of the cabin's camera and microphone", fed.cabin());
    out.println();
    line("Stayed in the car", account.inCar());
    part("skipped by the plan", account.skipped());
    part("withheld by the gate", account.withheld());
    part("refused by the policy at COLLECT", account.refusedInCar());
    part("kept for use in the car", account.keptInCar());
    part("dropped, each with a tombstone", account.tombstoned());
    line("Sent", account.sent());
    part("stored onshore", account.stored());
    part("quarantined", account.quarantined());
    part("refused by the policy at STORE", account.refused());
    out.println();
    for (Check check : summary.checks()) {
      out.printf("%s %s: %s%n", check.good() ? "ok " : "BAD", check.name(), check.detail());
    }
    out.println();
    out.println("Verdict: " + (summary.isGood() ? "good" : "bad"));
    out.flush();
  }

  private void line(String what, long count) {
    out.printf("%-48s %8d%n", what, count);
  }

  private void part(String what, long count) {
    out.printf("  %-46s %8d%n", what, count);
  }
}
