package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.KafkaSection;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.ingest.pipeline.FlowStatus;
import dev.breakwater.ingest.reconcile.OpenTransaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How far the onshore side is. */
@Command(
    name = "status",
    description = {
      "Says how far decisions, store and log are, and which transactions hold readers back.",
      "Exit code 0: nothing lingers; 3: transactions of a lost job linger."
    },
    mixinStandardHelpOptions = true)
final class CloudStatusCommand implements Callable<Integer> {
  private static final int LINGERING = 3;

  @Spec private CommandSpec spec;
  @Mixin private final CloudOptions options = new CloudOptions();

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    return options.with(this::print);
  }

  private int print(CloudConfiguration configuration) throws IOException {
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    String kafka = configuration.get(KafkaSection.SECTION).servers();
    FlowStatus status = FlowStatus.measure(kafka, data.onshore());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("undecided raw records        %d%n", status.undecided());
    out.printf("outcomes not committed       %d%n", status.uncommitted());
    out.printf("stored rows                  %d%n", status.storedRows());
    out.printf("quarantined rows             %d%n", status.quarantinedRows());
    out.printf("entries in the log           %d%n", status.logSize());
    out.printf("open transactions            %d%n", status.transactions().size());
    long now = InstantSource.system().millis();
    int lingering = 0;
    for (OpenTransaction each : status.transactions()) {
      if (each.isLingering(now)) {
        lingering++;
        out.printf("  %s has been open for %s%n", each.id(), age(each, now));
      }
    }
    out.flush();
    return lingering == 0 ? 0 : LINGERING;
  }

  private static Duration age(OpenTransaction transaction, long nowMillis) {
    return Duration.ofSeconds((nowMillis - transaction.sinceMillis()) / 1000);
  }
}
