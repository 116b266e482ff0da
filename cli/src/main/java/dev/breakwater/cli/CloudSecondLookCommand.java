package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.HeldClips;
import dev.breakwater.ingest.residual.ClipSearch;
import dev.breakwater.ingest.residual.Dismissal;
import dev.breakwater.ingest.residual.ResidualCheck;
import dev.breakwater.ingest.residual.Sample;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The residual check of what is stored. */
@Command(
    name = "second-look",
    description = {
      "Searches a sample of the stored clips again, with a network that did not anonymize them. A",
      "clip in which it finds a face or a plate, or that it cannot search, goes to quarantine, and",
      "the log has an incident. Needs the running onshore side; run it from a timer.",
      "Exit code 0: nothing found; 1: something was."
    },
    mixinStandardHelpOptions = true)
final class CloudSecondLookCommand implements Callable<Integer> {
  private static final int BAD_OPTION = 2;
  private static final Duration LOGGED = Duration.ofMinutes(1);

  private final SecureRandom random = new SecureRandom();

  @Spec private CommandSpec spec;
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final SecondNetwork network = new SecondNetwork();

  @Option(
      names = "--share",
      paramLabel = "X",
      defaultValue = "0.05",
      description = "of the clips, above 0, at most 1; no car can tell which (default: 0.05)")
  private double share;

  @Option(
      names = "--every-frame",
      paramLabel = "N",
      defaultValue = "5",
      description = "looks at every Nth frame of a clip (default: 5)")
  private int every;

  @Option(
      names = "--memory",
      paramLabel = "DIR",
      defaultValue = "/dev/shm",
      description = "directory in memory for the clip that is looked at (default: /dev/shm)")
  private Path memory = Path.of("/dev/shm");

  @Option(
      names = "--release",
      paramLabel = "CLIP",
      description = {
        "looks at nothing: shows a held clip again, after somebody has looked at it; the log has",
        "who and why before, inside a commitment"
      })
  private @Nullable String release;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why it may be shown again")
  private String reason = "";

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "who looked (default: the user of this process)")
  private String operator = System.getProperty("user.name", "");

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    Sample sample = checked();
    Optional<Dismissal> dismissal = dismissal();
    DataLayout layout = data.layout();
    DataKeys keys = DataCipher.of(layout, random).keys();
    String kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    try (var statements = AuditCommand.statements(layout, kafka, keys)) {
      return dismissal.isPresent()
          ? show(dismissal.get(), layout, keys, statements)
          : look(sample, layout, keys, statements);
    }
  }

  private int look(Sample sample, DataLayout layout, DataKeys keys, Statements statements)
      throws IOException, CommandFailedException {
    try (Detector detector = network.open();
        var store = StoredClips.open(layout)) {
      ClipReader clips = StoredClips.reader(store, layout);
      Path directory = layout.onshore().store();
      var check =
          new ResidualCheck(
              new ResidualCheck.Place(
                  clips, HeldClips.of(directory), keys, directory.resolve("second-look")),
              sample,
              new ClipSearch(detector, every, memory),
              statements::append,
              surroundings());
      return report(check.run());
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private ResidualCheck.Surroundings surroundings() {
    return new ResidualCheck.Surroundings(InstantSource.system(), random);
  }

  private int show(Dismissal dismissal, DataLayout layout, DataKeys keys, Statements statements)
      throws IOException, CommandFailedException, InterruptedException {
    HeldClips held = HeldClips.of(layout.onshore().store());
    if (!held.isHeld(dismissal.clip())) {
      throw new CommandFailedException(
          "Clip " + dismissal.clip() + " is not held.",
          "See 'breakwater cloud quarantine list'.",
          2);
    }
    try {
      var told = statements.append(dismissal.statement(keys, surroundings()));
      long index = statements.awaitLogged(told, LOGGED);
      held.release(dismissal.clip());
      spec.commandLine().getOut().println("shown again; entry " + index + " of the log");
      return 0;
    } catch (NotLoggedException e) {
      throw new CommandFailedException(
          "The log does not have it yet: " + e.getMessage() + ".",
          "The clip is still held. See that 'cloud run' or 'cloud appender' runs, and try again.");
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "--reason or --operator: " + e.getMessage() + ".", "Give plain text.", BAD_OPTION);
    }
  }

  private Optional<Dismissal> dismissal() throws CommandFailedException {
    if (release == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Dismissal(Digest.ofHex(release), operator, reason));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          e.getMessage() + ".", "Give --release CLIP --reason TEXT.", BAD_OPTION);
    }
  }

  private Sample checked() throws CommandFailedException {
    if (!Files.isDirectory(memory)) {
      throw new CommandFailedException(
          memory + " is no directory.", "Name one in memory with --memory DIR.", BAD_OPTION);
    }
    if (every < 1) {
      throw new CommandFailedException(
          "--every-frame " + every + " is not possible.", "Give 1 for each frame.", BAD_OPTION);
    }
    try {
      return new Sample(share);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(e.getMessage() + ".", "Give --share 0.05, say.", BAD_OPTION);
    }
  }

  private int report(ResidualCheck.Findings findings) {
    spec.commandLine()
        .getOut()
        .printf(
            "%d clips looked at, %d to quarantine, %d not whole yet%n",
            findings.looked(), findings.found(), findings.waiting());
    spec.commandLine().getOut().flush();
    return findings.found() == 0 ? 0 : 1;
  }
}
