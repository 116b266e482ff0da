package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IncompleteClipException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The onshore side. */
@Command(
    name = "cloud",
    description = "Runs the onshore side and reads its store.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CloudRunCommand.class,
      CloudPrepareCommand.class,
      CloudReceiverCommand.class,
      CloudJobCommand.class,
      CloudAppenderCommand.class,
      CloudConsoleCommand.class,
      CloudStatusCommand.class,
      CloudExportCommand.class,
      CloudCommand.Clip.class,
      CloudQuarantineCommand.class,
      CloudSecondLookCommand.class,
      CloudDatasetCommand.class,
      CloudFeedCommand.class,
      CloudReconcileCommand.class,
      CloudAccountCommand.class
    })
final class CloudCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "config",
      description = "Prints the configuration file of the onshore processes with every default.",
      mixinStandardHelpOptions = true)
  void config() {
    spec.commandLine().getOut().print(CloudConfiguration.printed());
    spec.commandLine().getOut().flush();
  }

  /** Clips of the store. */
  @Command(
      name = "clip",
      description = "Reads clips from the onshore store.",
      mixinStandardHelpOptions = true)
  static final class Clip implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
        name = "list",
        description = "Lists the clips of the store.",
        mixinStandardHelpOptions = true)
    void list(@Mixin DataOption data)
        throws IOException, CorruptRowException, CommandFailedException {
      try (var store = StoredClips.open(data.layout())) {
        for (ClipReader.StoredClip clip : StoredClips.reader(store, data.layout()).list()) {
          var manifest = clip.manifest();
          spec.commandLine()
              .getOut()
              .printf(
                  "%s %s %dx%d, %d frames, %d bytes%n",
                  manifest.clip().hex(),
                  manifest.sensor(),
                  manifest.widthPx(),
                  manifest.heightPx(),
                  manifest.frames().size(),
                  manifest.length());
        }
      }
    }

    @Command(
        name = "get",
        description = "Writes a clip to a file, after checking every frame's attestation.",
        mixinStandardHelpOptions = true)
    void get(
        @Parameters(paramLabel = "ID", description = "digest of the clip, see 'clip list'")
            String id,
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                required = true,
                description = "file to write; appears whole or not at all")
            Path output,
        @Mixin DataOption data)
        throws IOException, CommandFailedException {
      OperatorPlace.requireOnshore(data.layout(), System.getenv());
      try (var store = StoredClips.open(data.layout())) {
        Bytes clip = StoredClips.reader(store, data.layout()).assemble(digest(id));
        write(output.toAbsolutePath(), clip);
        spec.commandLine().getOut().println(output + ": " + clip.length() + " bytes, verified");
      } catch (IncompleteClipException e) {
        throw new CommandFailedException(e, e.remedy());
      } catch (CorruptRowException e) {
        throw new CommandFailedException(e, e.remedy());
      }
    }

    private static Digest digest(String id) throws CommandFailedException {
      try {
        return Digest.ofHex(id);
      } catch (IllegalArgumentException e) {
        throw new CommandFailedException(
            "'" + id + "' is not the digest of a clip.", "See 'breakwater cloud clip list'.", 2);
      }
    }

    private static void write(Path file, Bytes content) throws IOException {
      Path draft = Files.createTempFile(file.getParent(), ".clip-", ".draft");
      try {
        Files.write(draft, content.toArray());
        Files.move(
            draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    }
  }
}
