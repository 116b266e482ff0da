package dev.breakwater.cli.certify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.breakwater.cli.certify.CheckResult.Evidence;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What all checks of one car found, with the digest of every file that shows it.
 *
 * @param program and its version
 * @param madeAt in UTC, ISO 8601
 * @param verdict passed only if every check was made and passed
 */
public record Dossier(String program, String madeAt, Verdict verdict, List<CheckResult> checks) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Dossier {
    checks = List.copyOf(checks);
  }

  /**
   * @param directory of the dossier; each check has one in it
   * @param checks as they lie there; their evidence gets paths from the dossier
   */
  public static Dossier of(
      Path directory, String program, String madeAt, List<CheckResult> checks) {
    List<CheckResult> placed = checks.stream().map(each -> placed(directory, each)).toList();
    return new Dossier(program, madeAt, verdict(placed), placed);
  }

  private static Verdict verdict(List<CheckResult> checks) {
    if (checks.stream().anyMatch(each -> each.verdict() == Verdict.FAIL)) {
      return Verdict.FAIL;
    }
    return checks.stream().allMatch(CheckResult::passed) ? Verdict.PASS : Verdict.NOT_TESTED;
  }

  private static CheckResult placed(Path directory, CheckResult check) {
    Path own = directory.resolve(check.check());
    List<Evidence> evidence = new ArrayList<>();
    for (Evidence each : check.evidence()) {
      String path = directory.relativize(own.resolve(each.file()).normalize()).toString();
      evidence.add(new Evidence(path, each.digest()));
    }
    return new CheckResult(
        check.check(),
        check.requirements(),
        check.clause(),
        check.verdict(),
        evidence,
        check.details());
  }

  /** Writes the dossier as JSON, in place of an earlier one. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, JSON.writeValueAsBytes(this));
  }
}
