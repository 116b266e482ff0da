package dev.breakwater.ingest.border;

import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.PinnedCertificates;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.policy.border.Consignee;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Delivers by HTTPS: one POST for each parcel, with the header {@code Idempotency-Key}, to a
 * recipient that shows a pinned certificate. The address of the connected peer is checked before a
 * byte is said, TLS included. No redirect is followed, and nothing is retried here.
 */
public final class HttpsDelivery implements Delivery {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FIRST_GOOD = 200;
  private static final int FIRST_BAD = 300;
  private static final int MAX_RECEIPT = 1000;

  private final CheckedConnections connections;

  public HttpsDelivery(CheckedConnections connections) {
    this.connections = connections;
  }

  @Override
  public String deliver(Consignee to, Parcel parcel) throws IOException {
    var post = new HttpPost(URI.create(to.endpoint()));
    post.setHeader("Idempotency-Key", parcel.idempotencyKey());
    post.setHeader("Release-Digest", parcel.digest().hex());
    post.setEntity(
        new ByteArrayEntity(parcel.body().toArray(), ContentType.create("application/x-ndjson")));
    try (CloseableHttpClient client = client(to)) {
      return client.execute(post, HttpsDelivery::receipt);
    }
  }

  private static String receipt(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    String text = "";
    if (entity != null) {
      try (InputStream content = entity.getContent()) {
        text = new String(content.readNBytes(MAX_RECEIPT), StandardCharsets.UTF_8);
      }
    }
    if (response.getCode() < FIRST_GOOD || response.getCode() >= FIRST_BAD) {
      throw new IOException("the recipient answers " + response.getCode());
    }
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }

  private CloseableHttpClient client(Consignee to) throws IOException {
    String host = URI.create(to.endpoint()).getHost();
    var sink = new Sink("recipient " + to.id(), to.recipient().jurisdiction(), host);
    var timeout = Timeout.of(PATIENCE);
    var manager =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names())
            .setTlsSocketStrategy(checked(sink, tls(connections.pins(host, to.pins()))))
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(manager)
        // A redirect could lead to anybody.
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .build();
  }

  private DnsResolver names() {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return connections.resolver().resolve(host).toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private TlsSocketStrategy checked(Sink sink, TlsSocketStrategy tls) {
    return new TlsSocketStrategy() {
      @Override
      public SSLSocket upgrade(
          Socket socket, String target, int port, Object attachment, HttpContext context)
          throws IOException {
        connections.admit(sink, socket);
        return tls.upgrade(socket, target, port, attachment, context);
      }
    };
  }

  private static TlsSocketStrategy tls(Set<Digest> pins) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedCertificates(pins)}, null);
      // The pin names the one certificate; the name in it adds nothing.
      return new DefaultClientTlsStrategy(context, NoopHostnameVerifier.INSTANCE);
    } catch (GeneralSecurityException e) {
      throw new IOException("every JDK has TLS", e);
    }
  }
}
