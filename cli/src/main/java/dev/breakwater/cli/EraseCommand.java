package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.erase.ErasableStore;
import dev.breakwater.ingest.erase.Eraser;
import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.erase.LoggedErasures;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.policy.calendar.Deadline;
import dev.breakwater.policy.calendar.WorkingDays;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Erases data of a vehicle from the onshore side. */
@Command(
    name = "erase",
    description = {
      "Erases what the onshore side holds of a vehicle: destroys its data keys, deletes the rows,"
          + " states it in the log. Needs a running onshore side.",
      "Stopped anywhere, it is finished when it is run again with the same --request."
    },
    mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 1000;

  @Option(names = "--vehicle", paramLabel = "V", description = "32 hexadecimal digits")
  private @Nullable String vehicle;

  @Option(
      names = "--purpose",
      paramLabel = "P",
      defaultValue = "",
      description = "what the items were collected for (default: every purpose)")
  private String purpose = "";

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "your name for the request (default: a new one)")
  private @Nullable String request;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  private final InstantSource clock = InstantSource.system();
  private final SecureRandom random = new SecureRandom();

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    DataLayout layout = layout(data);
    var files = new ErasureFiles(layout.onshore().erasures());
    Erasure asked = asked();
    DataKeys keys = DataCipher.of(layout, random).keys();
    String kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    try (var store = IcebergStore.open(layout.onshore().store());
        var rows = new ErasableStore(kafka, store);
        var statements = AuditCommand.statements(layout, kafka, keys);
        var held = files.lock(asked.id())) {
      var notices = new LoggedErasures(files, keys, statements, ErasureService.recipients(layout));
      var eraser = new Eraser(files, keys, rows, notices, clock);
      Erasure now = eraser.receive(asked);
      if (!now.vehicle().equals(asked.vehicle()) || !now.purpose().equals(asked.purpose())) {
        throw new CommandFailedException(
            "Request " + now.id() + " is for something else.", "Give it another name.", 2);
      }
      while (held.held().isValid() && !now.isDone()) {
        now = eraser.carryOut(now);
        if (!now.isDone()) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      report(now);
    }
    return 0;
  }

  private Erasure asked() {
    if (vehicle == null) {
      throw new ParameterException(spec.commandLine(), "Name the vehicle with --vehicle.");
    }
    String statement = Statement.newId(random);
    try {
      String id = request == null ? "erase-" + statement.substring(0, 8) : request;
      return Erasure.asked(id, new VehicleRef(vehicle).value(), purpose, clock.millis(), statement);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ".");
    }
  }

  private static DataLayout layout(DataOption data) throws CommandFailedException {
    DataLayout layout = data.layout();
    if (!Files.isDirectory(layout.onshore().store())) {
      throw new CommandFailedException(
          layout.onshore().store() + " is not a store.", "Name an installation with --data.", 2);
    }
    return layout;
  }

  private void report(Erasure done) {
    spec.commandLine().getOut().println("request " + done.id() + ": " + state(done));
  }

  private static String state(Erasure erasure) {
    if (erasure.keysDestroyedMillis() == 0) {
      return "received, keys not destroyed yet";
    }
    String keys =
        "%d keys destroyed %s"
            .formatted(erasure.keys().size(), Instant.ofEpochMilli(erasure.keysDestroyedMillis()));
    if (erasure.rowsErasedMillis() == 0) {
      return keys
          + ", rows not deleted yet"
          + (erasure.passedMillis() == 0 ? " (the store writer is behind)" : "");
    }
    String rows =
        "%s, %d rows deleted %s"
            .formatted(keys, erasure.rows(), Instant.ofEpochMilli(erasure.rowsErasedMillis()));
    return rows
        + (erasure.isDone() ? ", entry " + erasure.index() + " of the log" : ", not logged yet");
  }

  @Command(
      name = "list",
      description = "Lists the requests, with the last day that the law gives for each.",
      mixinStandardHelpOptions = true)
  void list(@Mixin DataOption data) throws IOException, CommandFailedException {
    var files = new ErasureFiles(layout(data).onshore().erasures());
    PrintWriter out = spec.commandLine().getOut();
    WorkingDays calendar = WorkingDays.china();
    for (Erasure each : files.all()) {
      Deadline deadline = each.deadline(calendar);
      boolean late = !each.isDone() && clock.instant().isAfter(deadline.end());
      out.printf(
          "%s vehicle=%s purpose=%s by=%s%s%s: %s%n",
          each.id(),
          each.vehicle(),
          each.purpose().isEmpty() ? "all" : each.purpose(),
          deadline.lastDay(),
          deadline.provisional() ? " (provisional)" : "",
          late ? " LATE" : "",
          state(each));
    }
  }
}
