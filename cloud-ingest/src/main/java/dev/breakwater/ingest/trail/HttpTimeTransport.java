package dev.breakwater.ingest.trail;

import dev.breakwater.audit.timestamp.TimestampClient;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Reaches a time-stamp authority by HTTP (RFC 3161, section 3.4). An authority is a sink like any
 * other: only addresses that are onshore are connected to, looked up anew for each request. No
 * redirect is followed and nothing is retried here.
 */
public final class HttpTimeTransport implements TimestampClient.Transport {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int OK = 200;

  private final URI authority;
  private final CheckedConnections connections;
  private final Timeout timeout;

  public HttpTimeTransport(URI authority, CheckedConnections connections) {
    this(authority, connections, PATIENCE);
  }

  HttpTimeTransport(URI authority, CheckedConnections connections, Duration patience) {
    this.authority = authority;
    this.connections = connections;
    this.timeout = Timeout.of(patience);
  }

  @Override
  public Bytes post(Bytes query) throws IOException {
    var post = new HttpPost(authority);
    post.setEntity(new ByteArrayEntity(query.toArray(), ContentType.create(TimestampClient.QUERY)));
    try (CloseableHttpClient client = client()) {
      return client.execute(post, HttpTimeTransport::answer);
    }
  }

  private static Bytes answer(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != OK || response.getEntity() == null) {
      throw new IOException("the time-stamp authority answers " + response.getCode());
    }
    try (InputStream content = response.getEntity().getContent()) {
      byte[] answer = content.readNBytes(TimestampClient.MAX_ANSWER_BYTES + 1);
      if (answer.length > TimestampClient.MAX_ANSWER_BYTES) {
        throw new IOException("the time-stamp authority's answer is too long");
      }
      return Bytes.of(answer);
    }
  }

  private CloseableHttpClient client() {
    var sink = new Sink("time-stamp", JurisdictionList.ONSHORE, authority.getHost());
    var limits =
        ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build();
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(onshore(sink))
                .setDefaultConnectionConfig(limits)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .build();
  }

  /** What is connected to is what this returns, so the check is of the peer itself. */
  private DnsResolver onshore(Sink sink) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = connections.resolver().resolve(host);
        for (InetAddress address : addresses) {
          require(sink, address);
        }
        return addresses.toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private void require(Sink sink, InetAddress address) throws UnknownHostException {
    try {
      connections.requirePeer(sink, address);
    } catch (IOException e) {
      var refused = new UnknownHostException(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }
}
