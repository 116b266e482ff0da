package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.KnownVehicles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** Broker and receiver in one process; arguments: data directory, UDP port; tells the broker. */
final class OnshoreMain {
  private OnshoreMain() {}

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    String bootstrapServers = EmbeddedBroker.start(data.resolve("kafka")).bootstrapServers();
    TopicSetup.apply(bootstrapServers, (short) 1);
    var own = Credentials.read(data.resolve("receiver"));
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    Receiver.start(
        new ReceiverSettings(address, own, own.chain().get(1), bootstrapServers),
        KnownVehicles.open(bootstrapServers, Duration.ofSeconds(20)),
        PublishedBundles.none(),
        TestCiphers.on(data.resolve("keys")));
    ChildJvm.ready(bootstrapServers);
  }
}
