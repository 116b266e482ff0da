package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.registry.Credentials;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;

/**
 * What a receiver needs to know.
 *
 * @param address where it listens; port 0 takes a free one
 * @param credentials its key and its certificate, which names the host that vehicles call
 * @param authority whose certificates vehicles must show
 * @param bootstrapServers addresses of Kafka
 */
public record ReceiverSettings(
    InetSocketAddress address,
    Credentials credentials,
    X509Certificate authority,
    String bootstrapServers) {}
