package dev.breakwater.cli;

import dev.breakwater.cli.certify.CheckResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes down what a check of a car found, and prints it. */
final class CertifyCarText {
  private CertifyCarText() {}

  /**
   * @param directory of the result and its evidence
   * @return the exit code
   */
  static int tell(CheckResult result, Path directory, PrintWriter out) throws IOException {
    Path file = directory.resolve("result.json");
    result.write(file);
    String verdict = result.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    out.println(result.check() + " (" + result.clause() + "): " + verdict);
    result.details().forEach(detail -> out.println("  " + detail));
    out.println("  " + file);
    out.flush();
    return CertifyEgressCommand.exitCode(List.of(result));
  }
}
