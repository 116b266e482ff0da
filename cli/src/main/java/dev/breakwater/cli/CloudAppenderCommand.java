package dev.breakwater.cli;

import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.KafkaSection;
import dev.breakwater.cli.onshore.Metrics;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.cli.onshore.ProcessState;
import dev.breakwater.ingest.pipeline.RunningAppender;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The log appender in a process of its own. */
@Command(
    name = "appender",
    description = "Appends an entry to the log for each outcome until it is stopped; one per log.",
    mixinStandardHelpOptions = true)
final class CloudAppenderCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(CloudAppenderCommand.class);
  private static final long LOOK_MILLIS = 2000;

  @Mixin private final CloudOptions options = new CloudOptions();

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    return options.with(this::run);
  }

  private int run(CloudConfiguration configuration)
      throws IOException, CommandFailedException, InterruptedException {
    var stop = StopSignal.listen(() -> {});
    DataLayout data = CloudOptions.prepared(configuration);
    try (var guard = OnshoreGuard.start(configuration);
        var appender = open(configuration);
        var stamping = LogStamping.start(data, InstantSource.system(), new SecureRandom());
        var watch = options.watch(configuration, () -> state(appender))) {
      appender.start();
      log.info(
          "event=ready log_size={} health_port={} stamps_every={}",
          appender.progress().size(),
          watch.port(),
          stamping.every());
      while (!stop.await(LOOK_MILLIS)) {
        guard.requireOnshore();
        log.debug("event=status log_size={}", appender.progress().size());
      }
      return 0;
    } finally {
      stop.finished();
    }
  }

  private static RunningAppender open(CloudConfiguration configuration)
      throws IOException, CommandFailedException {
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    var random = new SecureRandom();
    try {
      return RunningAppender.open(
          configuration.get(KafkaSection.SECTION).servers(),
          new Trust(data, random).logSigner(),
          data.onshore(),
          InstantSource.system(),
          random);
    } catch (LogBrokenException e) {
      throw new CommandFailedException(
          e.getMessage() + ".", "Verify the log with 'breakwater audit verify'.");
    }
  }

  private static ProcessState state(RunningAppender appender) {
    var now = appender.progress();
    return new ProcessState(
        "",
        new Metrics()
            .gauge("log_size", now.size())
            .counter("log_stored", now.position().count(Verdict.STORED))
            .counter("log_refused", now.position().count(Verdict.REFUSED))
            .counter("log_quarantined", now.position().count(Verdict.QUARANTINED)));
  }
}
