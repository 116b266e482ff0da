package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.dataset.DatasetBuilder;
import dev.breakwater.ingest.dataset.DatasetManifest;
import dev.breakwater.ingest.dataset.NotPermittedException;
import dev.breakwater.ingest.feed.LoggedReads;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.policy.source.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Data sets of anonymized clips. */
@Command(
    name = "dataset",
    description = "Makes data sets of anonymized clips.",
    mixinStandardHelpOptions = true)
final class CloudDatasetCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "build",
      description = {
        "Writes the clips that were collected for a purpose, if the policy in force permits it, and"
            + " a manifest with their digests and their places in the log.",
        "The log has who builds for which purpose before anything is written.",
        "Run again on the same folder, it takes out what was erased or withdrawn since, and says"
            + " how many. Needs the running onshore side."
      },
      mixinStandardHelpOptions = true)
  void build(
      @Option(names = "--purpose", paramLabel = "NAME", required = true) String purpose,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "DIR",
              required = true,
              description = "folder of this data set alone")
          Path folder,
      @Option(
              names = "--reader",
              paramLabel = "NAME",
              description = "who builds it (default: the user of this process)")
          @Nullable String reader,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    DataLayout layout = data.layout();
    OperatorPlace.requireOnshore(layout, System.getenv());
    String name = name(reader);
    String kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    var keys = DataCipher.of(layout, new SecureRandom()).keys();
    try (var store = StoredClips.open(layout);
        var bundles = BundleFiles.published(layout, kafka);
        var statements =
            new Statements(
                kafka,
                keys,
                LogSource.of(layout.onshore().log().toString()),
                AuditCommand.policy(layout.logPolicy()))) {
      var reads =
          new LoggedReads("dataset", statements, keys, InstantSource.system(), new SecureRandom());
      Instant now = InstantSource.system().instant();
      var builder =
          new DatasetBuilder(
              StoredClips.reader(store, layout),
              bundles.policies().at(now),
              indexes(store, layout),
              (use, rules, pack) -> reads.log(name, use, rules, pack));
      DatasetManifest built = builder.build(purpose, folder, now);
      spec.commandLine()
          .getOut()
          .printf(
              "%d clips, %d withdrawn since the first build, %d left out as incomplete or not"
                  + " proven%n",
              built.clips().size(), built.withdrawn(), built.incomplete());
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (NotPermittedException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private static String name(@Nullable String reader) throws CommandFailedException {
    String name = reader == null ? System.getProperty("user.name", "") : reader;
    try {
      return Fields.id(name);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "'" + name + "' is no name: " + e.getMessage() + ".", "Give one with --reader.", 2);
    }
  }

  private static DatasetBuilder.LogIndexes indexes(IcebergStore store, DataLayout layout)
      throws IOException, CommandFailedException {
    var trail =
        new Trail(
            store,
            DataCipher.of(layout, new SecureRandom()),
            LogSource.of(layout.onshore().log().toString()),
            AuditCommand.policy(layout.logPolicy()));
    return clip -> index(trail, clip);
  }

  private static OptionalLong index(Trail trail, ClipReader.StoredClip clip) throws IOException {
    try {
      return OptionalLong.of(trail.prove(clip.item()).proof().index());
    } catch (NotProvenException e) {
      return OptionalLong.empty();
    } catch (CorruptRowException | NoteException | InvalidProofException e) {
      throw new IOException("the log does not prove " + clip.item() + ": " + e.getMessage(), e);
    }
  }
}
