package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.KnownVehicles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One of two receivers. Arguments: directory of the {@link Enrolment}, directory of the data keys,
 * Kafka, its number, its UDP port, and the inner ports of 1 and 2.
 */
final class ReceiverMain {
  private ReceiverMain() {}

  public static void main(String[] args) throws Exception {
    var own = Credentials.read(Path.of(args[0]).resolve("receiver"));
    var nodes =
        new ReceiverNodes(
            Integer.parseInt(args[3]), Map.of(1, loopback(args[5]), 2, loopback(args[6])));
    Receiver.start(
        new ReceiverSettings(loopback(args[4]), own, own.chain().get(1), args[2]).among(nodes),
        KnownVehicles.open(args[2], Duration.ofSeconds(30)),
        PublishedBundles.none(),
        TestCiphers.on(Path.of(args[1])));
    ChildJvm.ready(args[4]);
  }

  private static InetSocketAddress loopback(String port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }
}
