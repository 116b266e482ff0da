package dev.breakwater.cli;

import dev.breakwater.cli.certify.CheckResult;
import dev.breakwater.cli.certify.CheckResult.Evidence;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import dev.breakwater.cli.certify.Dossier;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All checks of a car, one after the other. */
@Command(
    name = "all",
    description = {
      "Makes every check of a car and writes DIR/certify/dossier.json with the digest of each file",
      "of evidence. Exit code 0: every check passed; 3: one failed; 4: one could not be made."
    },
    mixinStandardHelpOptions = true)
final class CertifyAllCommand implements Callable<Integer> {
  private static final String ANONYMIZATION = "anonymization";
  private static final List<String> OF_THE_CAR = List.of("cabin-default", "notice");

  @Spec private CommandSpec spec;
  @Mixin private DataOption data = new DataOption();
  @Mixin private EgressOptions egress = new EgressOptions();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "labels of the pictures on which anonymization is tested; may be repeated")
  private List<Path> labels = List.of();

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    try {
      List<CheckResult> results = new ArrayList<>();
      results.add(labels.isEmpty() ? withoutLabels() : anonymization());
      for (String check : OF_THE_CAR) {
        results.add(run(check));
      }
      results.addAll(egress.check(data.layout(), this::say).run());
      return conclude(results);
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private int conclude(List<CheckResult> results) throws IOException {
    Path directory = data.layout().certify();
    String now = InstantSource.system().instant().toString();
    var dossier = Dossier.of(directory, new Version().getVersion()[0], now, results);
    dossier.write(directory.resolve("dossier.json"));
    results.forEach(each -> say(each.check() + ": " + each.verdict()));
    say("dossier: " + directory.resolve("dossier.json"));
    return CertifyEgressCommand.exitCode(results);
  }

  private static CheckResult withoutLabels() {
    return anonymization(Verdict.NOT_TESTED, List.of(), "no labels were given");
  }

  private static CheckResult anonymization(
      Verdict verdict, List<Evidence> evidence, String detail) {
    return new CheckResult(
        ANONYMIZATION,
        List.of("V4", "V5"),
        "GB/T 44464-2024 §5.6, Annexes B and C",
        verdict,
        evidence,
        List.of(detail));
  }

  private CheckResult anonymization() throws IOException {
    Path directory = Files.createDirectories(directory(ANONYMIZATION));
    Path json = directory.resolve("anonymization.json");
    Files.deleteIfExists(json);
    List<String> arguments = new ArrayList<>(labels.stream().map(Path::toString).toList());
    arguments.addAll(List.of("--json", json.toString()));
    int exitCode = execute(ANONYMIZATION, arguments.toArray(String[]::new));
    CheckResult result;
    if (Files.exists(json)) {
      Verdict verdict = exitCode == 0 ? Verdict.PASS : Verdict.FAIL;
      var evidence = List.of(Evidence.of(directory, json));
      result = anonymization(verdict, evidence, "the rates are in anonymization.json");
    } else {
      result = anonymization(Verdict.NOT_TESTED, List.of(), "exit code " + exitCode);
    }
    result.write(directory.resolve("result.json"));
    return result;
  }

  /** Runs a check that writes its own result; an earlier one does not count. */
  private CheckResult run(String check) throws IOException {
    Path file = directory(check).resolve("result.json");
    Files.deleteIfExists(file);
    int exitCode = execute(check, "--data", data.layout().root().toString());
    return Files.exists(file)
        ? CheckResult.read(file)
        : new CheckResult(
            check,
            List.of(),
            "",
            Verdict.NOT_TESTED,
            List.of(),
            List.of("it could not be made, exit code " + exitCode));
  }

  private Path directory(String check) {
    return data.layout().certify().resolve(check);
  }

  private int execute(String check, String... arguments) {
    say("check: " + check + " " + String.join(" ", Arrays.asList(arguments)));
    @Nullable CommandLine command = spec.commandLine().getParent().getSubcommands().get(check);
    return command == null ? CommandLine.ExitCode.USAGE : command.execute(arguments);
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
