package dev.breakwater.ingest.border;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.registry.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A recipient abroad: a process of its own that keeps each parcel in a file named after its
 * idempotency key, and counts how often it was sent.
 */
public final class TestRecipient {
  private final Path taken;

  private TestRecipient(Path taken) {
    this.taken = taken;
  }

  /** Arguments: directory of its certificate, directory of what it took. */
  public static void main(String[] args) throws Exception {
    HttpsServer server = start(Path.of(args[0]), Path.of(args[1]));
    ChildJvm.ready(Integer.toString(server.getAddress().getPort()));
  }

  public static HttpsServer start(Path identity, Path taken) throws Exception {
    var recipient = new TestRecipient(Files.createDirectories(taken));
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(Credentials.read(identity))));
    server.createContext("/deliveries", recipient::take);
    server.start();
    return server;
  }

  private static SSLContext tls(Credentials identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      byte[] body = exchange.getRequestBody().readAllBytes();
      Files.writeString(
          taken.resolve(key + ".sent"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Path file = taken.resolve(key + ".ndjson");
      boolean again = Files.exists(file);
      if (!again) {
        Files.write(file, body);
      }
      byte[] answer = (again ? "had it" : "took it").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
