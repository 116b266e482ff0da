package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.HeldClips;
import dev.breakwater.ingest.residual.ClipSearch;
import dev.breakwater.ingest.residual.ResidualCheck;
import dev.breakwater.ingest.residual.Sample;
import dev.breakwater.ingest.trail.Statements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
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

  @Override
  public Integer call() throws IOException, CommandFailedException {
    Sample sample = checked();
    DataLayout layout = data.layout();
    String kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    var random = new SecureRandom();
    DataKeys keys = DataCipher.of(layout, random).keys();
    var log = LogSource.of(layout.onshore().log().toString());
    try (Detector detector = network.open();
        var store = StoredClips.open(layout);
        var statements =
            new Statements(kafka, keys, log, AuditCommand.policy(layout.logPolicy()))) {
      ClipReader clips = StoredClips.reader(store, layout);
      Path directory = layout.onshore().store();
      var check =
          new ResidualCheck(
              new ResidualCheck.Place(
                  clips, HeldClips.of(directory), keys, directory.resolve("second-look")),
              sample,
              new ClipSearch(detector, every, memory),
              statements::append,
              new ResidualCheck.Surroundings(InstantSource.system(), random));
      return report(check.run());
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
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
