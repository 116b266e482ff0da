package dev.breakwater.ingest.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * One of several brokers that are a cluster. Arguments: directory, its number from 1, and for each
 * broker the ports of clients and of the controller, {@code CLIENTS:CONTROLLER}.
 */
public final class BrokerNodeMain {
  private static final String CLUSTER = "QnJlYWt3YXRlckVtYmVkZA";
  private static final short REPLICAS = 3;

  private BrokerNodeMain() {}

  public static void main(String[] args) throws Exception {
    Path data = Files.createDirectories(Path.of(args[0]));
    int node = Integer.parseInt(args[1]);
    String[] own = args[1 + node].split(":", -1);
    var ports = new LoopbackPorts(Integer.parseInt(own[0]), Integer.parseInt(own[1]));
    Map<String, Object> settings = new HashMap<>(BrokerSettings.of(data, ports));
    settings.put("node.id", node);
    settings.put(
        "controller.quorum.voters",
        IntStream.rangeClosed(1, args.length - 2)
            .mapToObj(i -> i + "@127.0.0.1:" + args[1 + i].split(":", -1)[1])
            .collect(Collectors.joining(",")));
    settings.put("offsets.topic.replication.factor", REPLICAS);
    settings.put("transaction.state.log.replication.factor", REPLICAS);
    settings.put("transaction.state.log.min.isr", 2);
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(CLUSTER)
        .setNodeId(node)
        .addDirectory(data.toString())
        .setMetadataLogDirectory(data.toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER)
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setIgnoreFormatted(true)
        .run();
    new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM).startup();
    ChildJvm.ready("127.0.0.1:" + ports.clients());
  }
}
