package dev.breakwater.cli;

import dev.breakwater.audit.auditor.FollowReport;
import dev.breakwater.audit.auditor.Follower;
import dev.breakwater.audit.auditor.KnownHeads;
import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Watches that a log only grows and shows everybody the same. */
@Command(
    name = "follow",
    description = {
      "Compares what one or more places publish of a log with each other and with what was seen"
          + " before.",
      "Exit code 0: it only grew; 1: it did not, or nothing could be known. If the log signed two"
          + " trees that contradict each other, both signed checkpoints are kept as proof."
    },
    mixinStandardHelpOptions = true)
final class AuditFollowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|URL",
      arity = "1..*",
      description = "where the log is published: its own address, mirrors, copies")
  private List<String> places = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      required = true,
      description = "C2SP tlog-policy with the keys to trust; keep it outside the log")
  private Path policyFile = Path.of("");

  @Option(
      names = "--state",
      paramLabel = "DIR",
      required = true,
      description = "keeps what was seen; yours alone, not the operator's")
  private Path state = Path.of("");

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "look again and again until stopped or something is wrong")
  private @Nullable Integer everySeconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    List<LogSource> sources = new ArrayList<>();
    for (String place : places) {
      AuditCommand.requireLog(place);
      sources.add(LogSource.of(place));
    }
    var follower = new Follower(sources, AuditCommand.policy(policyFile), new KnownHeads(state));
    if (everySeconds == null) {
      look(follower);
      return 0;
    }
    if (everySeconds < 1) {
      throw new CommandFailedException("--every is at least one second.", "Give more.", 2);
    }
    return keepLooking(follower, TimeUnit.SECONDS.toMillis(everySeconds));
  }

  /** A place that cannot be reached for a while does not end the watch. */
  private int keepLooking(Follower follower, long pauseMillis)
      throws CommandFailedException, InterruptedException {
    var stop = StopSignal.listen(() -> {});
    try {
      do {
        try {
          look(follower);
        } catch (IOException e) {
          say("not known: " + e.getMessage());
        }
      } while (!stop.await(pauseMillis));
      return 0;
    } finally {
      stop.finished();
    }
  }

  private void look(Follower follower) throws IOException, CommandFailedException {
    Optional<CommandFailedException> problem;
    try {
      problem = follower.look().match(this::sayWhatIs, this::behind, this::split);
    } catch (NoteException e) {
      throw new CommandFailedException(e.getMessage() + ".", "Do not rely on this log.");
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  private Optional<CommandFailedException> sayWhatIs(FollowReport.Consistent consistent) {
    say(words(consistent));
    return Optional.empty();
  }

  private Optional<CommandFailedException> behind(FollowReport.Behind behind) {
    return Optional.of(
        new CommandFailedException(
            "The log has %d entries, and %d were seen before: entries are gone, or it is an old copy."
                .formatted(behind.now().size(), behind.seen().size()),
            "Ask another place; a log never shrinks."));
  }

  private Optional<CommandFailedException> split(FollowReport.Split split) {
    return Optional.of(
        new CommandFailedException(
            "Split view: " + split.what() + ".",
            "Publish %s/split-*: both checkpoints are signed by the log and prove it together."
                .formatted(state)));
  }

  private String words(FollowReport.Consistent consistent) {
    var now = consistent.now();
    return "consistent in %d %s: log %s, size %d (seen before: %d), root %s"
        .formatted(
            places.size(),
            places.size() == 1 ? "place" : "places",
            now.origin(),
            now.size(),
            consistent.before(),
            now.root().hex());
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
