package dev.breakwater.cli;

import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.JobSection;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.ingest.pipeline.FlinkRun;
import java.nio.file.Path;

/**
 * Entry class of one job for {@code flink run} and for Flink's application mode. Arguments: {@code
 * admission} or {@code store-writer}, and the configuration file.
 */
public final class FlinkJobMain {
  private FlinkJobMain() {}

  /** Submits the job; every failure ends {@code flink run} with its message. */
  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !FlinkRun.names().contains(args[0])) {
      throw new IllegalArgumentException(
          "the arguments are one of " + FlinkRun.names() + " and a configuration file");
    }
    var configuration = CloudConfiguration.read(PolicyFiles.read(Path.of(args[1])), args[1]);
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    FlinkRun.submit(
        args[0],
        CloudOptions.job(configuration),
        data.onshore(),
        configuration.get(JobSection.SECTION).tuning());
  }
}
