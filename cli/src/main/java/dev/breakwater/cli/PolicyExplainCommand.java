package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.DataKind;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Status;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decides one question and says why, in words. */
@Command(
    name = "explain",
    description = {
      "Says what the policy decides about a kind of data, by which clause, and why.",
      "Exit code 0: permitted, perhaps with obligations; 1: denied."
    },
    mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {
  /** Of a reason. */
  enum Language {
    ZH,
    EN,
    JA
  }

  @Option(
      names = "--stage",
      required = true,
      paramLabel = "STAGE",
      description = "what happens to the data: ${COMPLETION-CANDIDATES}")
  private Stage stage = Stage.COLLECT;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "CATEGORY|PATH",
      description = "a category of the catalog, or the VSS path of a signal")
  private String data = "";

  @Option(
      names = "--consent",
      paramLabel = "CONSENT",
      description = "what the person said: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Consent consent = Consent.NOT_SET;

  @Option(names = "--purpose", paramLabel = "PURPOSE", description = "what the data is for")
  private String purpose = "";

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "when it happens, e.g. 2026-11-26T00:00:00Z (default: now)")
  private @Nullable String at;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "what else is known of the item, e.g. latitude=31.2; may be given again")
  private Map<String, String> known = Map.of();

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "of the reasons: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Language language = Language.EN;

  @Mixin private PackOptions packs = new PackOptions();

  @Spec private CommandSpec spec;

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws IOException, CommandFailedException {
    try {
      PolicyPack pack = packs.pack();
      Catalog catalog = pack.catalog();
      String category = catalog.named(data).orElse(Catalog.UNKNOWN);
      var request = new Request(stage, category, purpose, consent, instant(), facts());
      Decision decision = PolicyEngine.compile(pack).decide(request);
      print(decision, request, pack);
      return decision.match(permit -> 0, transform -> 0, deny -> 1);
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(
          e.problems().get(0) + ".", "'breakwater policy check' shows every mistake.");
    }
  }

  private Instant instant() throws CommandFailedException {
    try {
      return at == null ? clock.instant() : Instant.parse(at);
    } catch (DateTimeException e) {
      throw new CommandFailedException(
          "--at " + at + " is no instant.", "Write 2026-11-26T00:00:00Z, say.", 2);
    }
  }

  private Facts facts() throws CommandFailedException {
    Map<Variable, Object> values = new EnumMap<>(Variable.class);
    for (Map.Entry<String, String> each : known.entrySet()) {
      Variable variable = Variable.named(each.getKey()).filter(v -> !v.isOfCatalog()).orElse(null);
      if (variable == null) {
        throw new CommandFailedException(
            "--set " + each.getKey() + ": no condition can ask for that.",
            "Names are those in conditions, without the catalog's own.",
            2);
      }
      values.put(variable, value(variable, each.getValue()));
    }
    return new KnownFacts(values);
  }

  private static Object value(Variable variable, String text) throws CommandFailedException {
    try {
      return variable.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "--set " + variable.text() + "=" + text + ": " + e.getMessage() + ".",
          "Give a value of its kind.",
          2);
    }
  }

  private void print(Decision decision, Request request, PolicyPack pack) {
    PrintWriter out = spec.commandLine().getOut();
    String verdict =
        decision.match(
            permit -> "permitted",
            transform ->
                "permitted once done: "
                    + transform.obligations().stream().map(Fields::nameOf).sorted().toList(),
            deny -> "denied");
    out.printf(
        "%s, %s, at %s: %s%n",
        request.category(), Fields.nameOf(request.stage()), request.at(), verdict);
    for (Rule rule : decision.because()) {
      String doubt = rule.status() == Status.UNVERIFIED ? " (the clause is not verified)" : "";
      out.printf("  %s%s: %s [%s]%n", rule.clause(), doubt, reason(rule), rule.id());
    }
    pack.catalog().kind(request.category()).ifPresent(kind -> out.println("  " + declared(kind)));
    out.printf("  pack %s, %s%n", pack.id(), pack.digest());
    out.flush();
  }

  private String reason(Rule rule) {
    return switch (language) {
      case ZH -> rule.reason().zh();
      case EN -> rule.reason().en();
      case JA -> rule.reason().ja();
    };
  }

  private static String declared(DataKind kind) {
    String important =
        kind.important().isEmpty()
            ? ""
            : ", important data (Auto Provisions Art. 3 "
                + kind.important().stream().sorted().toList()
                + ")";
    return "catalog: "
        + kind.sensor()
        + "; "
        + (kind.isPersonal()
            ? Fields.nameOf(kind.sensitivity()) + " data of " + Fields.nameOf(kind.subject())
            : "no personal data")
        + important
        + "; "
        + Fields.nameOf(kind.grade())
        + "; "
        + kind.basis();
  }
}
