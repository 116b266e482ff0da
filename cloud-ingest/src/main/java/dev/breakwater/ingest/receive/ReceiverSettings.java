package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.registry.Credentials;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver needs to know.
 *
 * @param address where it listens; port 0 takes a free one
 * @param credentials its key and its certificate, which names the host that vehicles call
 * @param authority whose certificates vehicles must show
 * @param bootstrapServers addresses of Kafka
 * @param limits of each vehicle
 * @param connections file that keeps the DTLS connections from a clean stop to the next start; null
 *     for none: vehicles shake hands again
 * @param nodes the receivers behind the same address; null if it stands alone
 */
public record ReceiverSettings(
    InetSocketAddress address,
    Credentials credentials,
    X509Certificate authority,
    String bootstrapServers,
    VehicleLimits limits,
    @Nullable Path connections,
    @Nullable ReceiverNodes nodes) {
  /** One that stands alone, forgets its connections, and has the default limits. */
  public ReceiverSettings(
      InetSocketAddress address,
      Credentials credentials,
      X509Certificate authority,
      String bootstrapServers) {
    this(address, credentials, authority, bootstrapServers, VehicleLimits.DEFAULT, null, null);
  }

  public ReceiverSettings with(VehicleLimits other) {
    return new ReceiverSettings(
        address, credentials, authority, bootstrapServers, other, connections, nodes);
  }

  public ReceiverSettings keepingConnectionsIn(@Nullable Path file) {
    return new ReceiverSettings(
        address, credentials, authority, bootstrapServers, limits, file, nodes);
  }

  public ReceiverSettings among(@Nullable ReceiverNodes others) {
    return new ReceiverSettings(
        address, credentials, authority, bootstrapServers, limits, connections, others);
  }
}
