package dev.breakwater.cli;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.search.Clauses;
import dev.breakwater.ingest.search.IndexedEntry;
import dev.breakwater.ingest.search.Question;
import dev.breakwater.ingest.search.Search;
import dev.breakwater.ingest.search.WrongIndexException;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches the operator's private index of the log. */
@Command(
    name = "search",
    description = {
      "Searches the entries of the log by what the log does not say: vehicle, clause, recipient.",
      "For the operator, while the onshore side runs. The search is itself logged (stage SEARCH)"
          + " before anything is shown; each hit is proven by the log."
    },
    mixinStandardHelpOptions = true)
final class AuditSearchCommand implements Callable<Integer> {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  @Option(
      names = "--by",
      paramLabel = "NAME",
      required = true,
      description = "who searches; the log keeps it")
  private String who = "";

  @Option(names = "--vehicle", paramLabel = "REF", description = "entries about this vehicle")
  private @Nullable String vehicle;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "first day of the decision, in China")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "last day of the decision, in China")
  private @Nullable LocalDate until;

  @Option(
      names = "--decision",
      paramLabel = "WORD",
      description = "STORED, REFUSED, QUARANTINED, ERASED, RELEASED, ...")
  private @Nullable String decision;

  @Option(
      names = "--clause",
      paramLabel = "TEXT",
      description = "a clause of the law, e.g. 'Auto Provisions Art. 8', or the id of a rule")
  private @Nullable String clause;

  @Option(names = "--recipient", paramLabel = "ID", description = "who got something")
  private @Nullable String recipient;

  @Option(
      names = "--proofs",
      paramLabel = "DIR",
      description = "writes the proof of each hit there, as INDEX.tlog-proof")
  private @Nullable Path proofs;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    try (var desk = SearchDesk.open(data.layout());
        var statements = desk.statements()) {
      Question question = question(desk);
      long logged = log(desk, statements, question);
      long complete = desk.update();
      List<Search.Hit> hits = new Search(desk.index(), desk.prover()).find(question);
      print(hits, logged, complete);
      return 0;
    } catch (WrongIndexException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (InvalidProofException e) {
      throw new CommandFailedException(
          "The log does not prove a hit: " + e.getMessage() + ".",
          "Run 'breakwater audit verify'.");
    } catch (NoteException e) {
      throw SearchDesk.notAccepted(e);
    }
  }

  private long log(SearchDesk desk, Statements statements, Question question)
      throws IOException, CommandFailedException, InterruptedException {
    try {
      return desk.searches(statements).log(who, question, desk.index());
    } catch (NotLoggedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "Nobody is called '" + who + "': " + e.getMessage() + ".", "Write it in plain ASCII.", 2);
    }
  }

  private Question question(SearchDesk desk) throws IOException, CommandFailedException {
    return new Question(
        reference(),
        Optional.ofNullable(from).map(AuditSearchCommand::start),
        Optional.ofNullable(until).map(day -> start(day.plusDays(1))),
        Optional.ofNullable(decision).map(word -> word.toUpperCase(Locale.ROOT)),
        rules(desk),
        Optional.ofNullable(recipient));
  }

  private Optional<String> reference() throws CommandFailedException {
    try {
      return Optional.ofNullable(vehicle).map(text -> new VehicleRef(text).value());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "'" + vehicle + "' is no vehicle.", "See 'breakwater vehicle list'.", 2);
    }
  }

  private Optional<Set<String>> rules(SearchDesk desk) throws IOException, CommandFailedException {
    if (clause == null || clause.isBlank()) {
      return Optional.empty();
    }
    Set<String> rules = Clauses.rules(clause, desk.packs());
    if (rules.isEmpty()) {
      throw new CommandFailedException(
          "No rule has the clause '" + clause + "'.", "See 'breakwater policy print'.", 2);
    }
    return Optional.of(rules);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(CHINA).toInstant();
  }

  private void print(List<Search.Hit> hits, long logged, long complete) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("this search is entry " + logged + " of the log, by " + who);
    for (Search.Hit hit : hits) {
      out.println(line(hit.entry()));
      if (proofs != null) {
        Files.createDirectories(proofs);
        Path file = proofs.resolve(hit.entry().index() + ".tlog-proof");
        Files.write(file, hit.proof().encode().toArray());
      }
    }
    out.println(
        hits.size()
            + " hits"
            + (hits.size() == Search.MAX_HITS ? ", there may be more" : "")
            + (hits.isEmpty() ? "" : ", each proven by the log")
            + "; the index is complete for the first "
            + complete
            + " entries");
    out.flush();
  }

  private static String line(IndexedEntry entry) {
    String said =
        "entry %d: %s %s, %s, rules %s"
            .formatted(entry.index(), entry.stage(), entry.decision(), entry.hour(), entry.rules());
    if (entry.erased()) {
      return said + ", erased";
    }
    return said
        + ", "
        + entry.item()
        + (entry.category().isEmpty() ? "" : ", " + entry.category())
        + (entry.recipient().isEmpty() ? "" : ", to " + entry.recipient());
  }
}
