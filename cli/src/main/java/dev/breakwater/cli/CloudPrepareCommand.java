package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.KafkaSection;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.onshore.IcebergStore;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes what the onshore processes share. */
@Command(
    name = "prepare",
    description = {
      "Makes topics, tables, keys and certificates, before the processes are started the first"
          + " time.",
      "What is there stays; settings of topics are brought up to date."
    },
    mixinStandardHelpOptions = true)
final class CloudPrepareCommand implements Callable<Integer> {
  @Mixin private final CloudOptions options = new CloudOptions();

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    return options.with(CloudPrepareCommand::prepare);
  }

  private static int prepare(CloudConfiguration configuration)
      throws IOException, CommandFailedException {
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    KafkaSection kafka = configuration.get(KafkaSection.SECTION);
    Files.createDirectories(data.cloud());
    new Trust(data, new SecureRandom()).prepareCloud();
    IcebergStore.open(data.onshore().store()).close();
    TopicSetup.apply(kafka.servers(), (short) kafka.replicas(), kafka.partitions());
    return 0;
  }
}
