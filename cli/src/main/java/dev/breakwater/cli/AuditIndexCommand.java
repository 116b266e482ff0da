package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps the operator's private index of the log. */
@Command(
    name = "index",
    description = {
      "Brings the index up to date with outcomes and statements, once or again and again.",
      "Kafka keeps refusals for some days only: run it with --every, or once a day."
    },
    mixinStandardHelpOptions = true)
final class AuditIndexCommand implements Callable<Integer> {
  @Option(
      names = "--rebuild",
      description = "makes it anew of the store and of what Kafka still has")
  private boolean rebuild;

  @Option(names = "--every", paramLabel = "SECONDS", description = "goes on until it is stopped")
  private @Nullable Integer every;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    if (every != null && every < 1) {
      throw new CommandFailedException("--every is at least one second.", "Give another.", 2);
    }
    try (var desk = SearchDesk.open(data.layout())) {
      if (rebuild) {
        desk.rebuild();
      }
      tell(desk, desk.update());
      if (every != null) {
        follow(desk, Duration.ofSeconds(every));
      }
      return 0;
    }
  }

  private void follow(SearchDesk desk, Duration pause)
      throws IOException, CommandFailedException, InterruptedException {
    StopSignal stop = StopSignal.listen(() -> {});
    try {
      while (!stop.await(pause.toMillis())) {
        tell(desk, desk.update());
      }
    } finally {
      stop.finished();
    }
  }

  private void tell(SearchDesk desk, long complete) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        desk.index().size() + " entries, complete for the first " + complete + " of the log");
    out.flush();
  }
}
