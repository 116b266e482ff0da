package dev.breakwater.cli;

import dev.breakwater.audit.auditor.KnownHeads;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.witness.Witness;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A witness of logs. */
@Command(
    name = "witness",
    description = "Cosigns checkpoints of logs that only grow (C2SP tlog-witness).",
    mixinStandardHelpOptions = true)
final class AuditWitnessCommand implements Runnable {
  private static final long WAIT_MILLIS = 1000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "keygen",
      description = "Makes a witness's key: FILE (private, 0600) and FILE.pub for policies.",
      mixinStandardHelpOptions = true)
  void keygen(
      @Parameters(paramLabel = "FILE", description = "is not replaced") Path file,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              required = true,
              description = "of the witness, for example witness.example/w1; without spaces")
          String name)
      throws IOException, CommandFailedException {
    KeyFiles.requireName(name);
    var key = WitnessKey.generate(name, new SecureRandom());
    KeyFiles.write(file, key.encode(), key.verifierKey(), spec.commandLine().getOut());
  }

  @Command(
      name = "run",
      description = {
        "Serves POST /add-checkpoint on this machine until stopped. A witness is worth something"
            + " only if somebody other than the log's operator runs it; give it a TLS proxy for the"
            + " outside.",
        "Run one process for each state directory, and never start again with an old copy of it."
      },
      mixinStandardHelpOptions = true)
  void run(
      @Option(
              names = "--key",
              paramLabel = "FILE",
              required = true,
              description = "made by 'audit witness keygen'")
          Path keyFile,
      @Option(
              names = "--policy",
              paramLabel = "FILE",
              required = true,
              description = "C2SP tlog-policy; the logs in it are cosigned")
          Path policyFile,
      @Option(
              names = "--state",
              paramLabel = "DIR",
              required = true,
              description = "keeps what was cosigned")
          Path state,
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "8490",
              description = "0 for a free one (default: ${DEFAULT-VALUE})")
          int port)
      throws IOException, CommandFailedException, InterruptedException {
    PolicyFile policy = AuditCommand.policy(policyFile);
    WitnessKey key = key(keyFile);
    var witness = new Witness(policy.logs(), key, new KnownHeads(state), InstantSource.system());
    var stop = StopSignal.listen(() -> {});
    try (var server = WitnessServer.start(port, witness)) {
      spec.commandLine()
          .getOut()
          .println(
              "witness %s at http://127.0.0.1:%d/".formatted(key.verifierKey(), server.port()));
      spec.commandLine().getOut().flush();
      while (!stop.await(WAIT_MILLIS)) {
        // Until somebody asks.
      }
    } finally {
      stop.finished();
    }
  }

  private static WitnessKey key(Path file) throws IOException, CommandFailedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException(
          file + " is not a file.", "Make one with 'breakwater audit witness keygen'.", 2);
    }
    try {
      return WitnessKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new CommandFailedException(
          file + ": " + e.getMessage() + ".", "Restore the file from your backup.");
    }
  }
}
