package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.feed.FeedReaders;
import dev.breakwater.ingest.feed.FeedServer;
import dev.breakwater.ingest.feed.LoggedReads;
import dev.breakwater.ingest.jurisdiction.OnshoreOnly;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.BindException;
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

/** The feed of released telemetry. */
@Command(
    name = "feed",
    description = {
      "Serves released telemetry on the loopback address until it is stopped:"
          + " GET /feed?purpose=NAME&after=POSITION, JSON lines, with a bearer token.",
      "Each reader and purpose is in the log before anything is given. Needs the running onshore"
          + " side."
    },
    mixinStandardHelpOptions = true)
final class CloudFeedCommand implements Callable<Integer> {
  private static final long WAIT_MILLIS = 1000;

  @Option(
      names = "--readers",
      paramLabel = "FILE.yaml",
      required = true,
      description = "who may read: 'readers: [{name: ID, token-sha256: HEX}]'")
  private Path readers = Path.of("readers.yaml");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8481",
      description = "port, 0 for a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    DataLayout layout = data.layout();
    FeedReaders known = readers();
    String kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    var cipher = DataCipher.of(layout, new SecureRandom());
    InstantSource clock = InstantSource.system();
    StopSignal stop = StopSignal.listen(() -> {});
    try (PublishedBundles bundles = BundleFiles.published(layout, kafka);
        var statements = AuditCommand.statements(layout, kafka, cipher.keys());
        FeedServer feed =
            FeedServer.start(
                port,
                new FeedServer.Sources(
                    kafka,
                    cipher,
                    known,
                    bundles.policies()::at,
                    new LoggedReads("feed", statements, cipher.keys(), clock, new SecureRandom()),
                    new OnshoreOnly(BorderDesk.jurisdictions(layout))),
                clock)) {
      spec.commandLine().getOut().println("http://127.0.0.1:" + feed.port() + "/feed");
      spec.commandLine().getOut().flush();
      boolean stopped = false;
      while (!stopped) {
        stopped = stop.await(WAIT_MILLIS);
      }
      return 0;
    } catch (BindException e) {
      throw new CommandFailedException(
          "The feed cannot listen on port " + port + ": " + e.getMessage() + ".",
          "Choose another with --port N, or 0 for a free one.");
    } finally {
      stop.finished();
    }
  }

  private FeedReaders readers() throws IOException, CommandFailedException {
    try {
      return FeedReaders.load(Bytes.of(Files.readAllBytes(readers)), readers.toString());
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(
          String.valueOf(e.getMessage()), "Correct the file of readers.", 2);
    }
  }
}
