package dev.breakwater.cli.onshore;

import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import dev.breakwater.ingest.receive.ReceiverNodes;
import dev.breakwater.ingest.receive.VehicleLimits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A receiver.
 *
 * @param host address that it listens on
 * @param port UDP port
 * @param credentials directory with key.pem and certificate.pem; empty: the installation's own
 * @param connections file for the DTLS connections between a clean stop and a start
 * @param limits of each vehicle
 * @param nodes the receivers behind the same address; empty if it stands alone
 */
public record ReceiverSection(
    String host,
    int port,
    Optional<Path> credentials,
    Optional<Path> connections,
    VehicleLimits limits,
    Optional<ReceiverNodes> nodes) {
  private static final int MAX_NUMBER = 255;
  private static final int MAX_REQUESTS = 1_000_000;

  private static final Setting<String> HOST =
      Setting.of("host", "0.0.0.0", "address to listen on", text -> text);
  private static final Setting<Integer> PORT =
      Setting.of("port", "5684", "UDP port", Quantities::port);
  private static final Setting<Optional<Path>> CREDENTIALS =
      Setting.optional(
          "credentials",
          "directory with key.pem and certificate.pem (own first, authorities after it)",
          Quantities::path);
  private static final Setting<Optional<Path>> CONNECTIONS =
      Setting.optional(
          "connections",
          "file for DTLS connections between a clean stop and the next start; belongs in memory",
          Quantities::path);
  private static final Setting<Integer> REQUESTS =
      Setting.of(
          "requests-per-second",
          "1000",
          "of one vehicle, on the average; more is answered with 4.29",
          Quantities.whole(1, MAX_REQUESTS));
  private static final Setting<Long> BYTES =
      Setting.of(
          "bytes-per-second",
          "8MiB",
          "of one vehicle, on the average; at least 256KiB",
          Quantities::size);
  private static final Setting<Integer> IN_FLIGHT =
      Setting.of(
          "records-in-flight",
          "256",
          "of one vehicle, waiting for Kafka; more is answered with 5.03",
          Quantities.whole(1, MAX_REQUESTS));
  private static final Setting<Integer> NODE =
      Setting.of(
          "node",
          "0",
          "number of this receiver among 'nodes'; --node N goes before it",
          Quantities.whole(0, MAX_NUMBER));
  private static final Setting<List<Map.Entry<Integer, InetSocketAddress>>> NODES =
      Setting.list(
          "nodes",
          "NUMBER=host:port of every receiver behind one address, in the private network",
          ReceiverSection::node);

  public static final Section<ReceiverSection> SECTION =
      new Section<>(
          ReceiverSection.class,
          "receiver",
          "The door for vehicles.",
          List.of(HOST, PORT, CREDENTIALS, CONNECTIONS, REQUESTS, BYTES, IN_FLIGHT, NODE, NODES),
          values ->
              new ReceiverSection(
                  values.of(HOST),
                  values.of(PORT),
                  values.of(CREDENTIALS),
                  values.of(CONNECTIONS),
                  new VehicleLimits(values.of(REQUESTS), values.of(BYTES), values.of(IN_FLIGHT)),
                  nodes(values.of(NODE), values.of(NODES))));

  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** Returns the receivers as the one with that number sees them. */
  public Optional<ReceiverNodes> nodes(int own) {
    return nodes.map(all -> new ReceiverNodes(own, all.addresses()));
  }

  private static Optional<ReceiverNodes> nodes(
      int own, List<Map.Entry<Integer, InetSocketAddress>> all) {
    Map<Integer, InetSocketAddress> addresses = new HashMap<>();
    for (var each : all) {
      if (addresses.put(each.getKey(), each.getValue()) != null) {
        throw new IllegalArgumentException("two receivers have the number " + each.getKey());
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(new ReceiverNodes(own, addresses));
  }

  private static Map.Entry<Integer, InetSocketAddress> node(String text) {
    int equal = text.indexOf('=');
    int colon = text.lastIndexOf(':');
    if (equal < 1 || colon < equal + 2) {
      throw new IllegalArgumentException("NUMBER=host:port is expected here");
    }
    int number = Quantities.whole(0, MAX_NUMBER).apply(text.substring(0, equal));
    int port = Quantities.port(text.substring(colon + 1));
    return Map.entry(number, new InetSocketAddress(text.substring(equal + 1, colon), port));
  }
}
