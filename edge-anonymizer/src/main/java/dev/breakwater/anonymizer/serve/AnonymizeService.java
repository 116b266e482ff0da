package dev.breakwater.anonymizer.serve;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A service that anonymizes pictures and clips that are posted to it, over HTTP/1.1 and TLS; {@code
 * docs/serve.md} is its manual. Nothing that the gate withholds is served, originals are removed
 * when their task ends, and a stop or a restart forgets all tasks.
 */
public final class AnonymizeService implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 128;
  private static final int MAX_HEADERS = 64;
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int WAITING_CONNECTIONS = 64;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

  private final Workspace workspace;
  private final Tasks tasks;
  private final Worker worker;
  private final Deadlines deadlines;
  private final HttpServer server;
  private final Consumer<String> journal;
  private final ScheduledExecutorService broom = Executors.newSingleThreadScheduledExecutor();

  private AnonymizeService(Parts parts, Workspace workspace, HttpServer server) {
    this.workspace = workspace;
    this.tasks = new Tasks(parts.limits(), workspace, parts.clock(), parts.random());
    this.worker = new Worker(parts, tasks);
    this.deadlines = new Deadlines(MAX_CONNECTIONS, parts.limits().transfer().head());
    this.server = server;
    this.journal = parts.journal();
    server.setExecutor(deadlines);
    server.createContext("/", new Requests(parts, tasks, worker, deadlines));
  }

  /** Makes the folder of a service, mode 0700, unless it is there; its token may lie in it. */
  public static void prepare(Path folder) throws IOException {
    Workspace.create(folder);
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 for any
   * @param tls null for plain HTTP, on a loopback address only
   * @param folder is made if there is none; tasks of an earlier service in it are removed
   * @throws CannotServeException if that cannot be done safely
   * @throws IOException if the port is taken or the folder cannot be written
   */
  public static AnonymizeService start(
      InetSocketAddress address, @Nullable SSLContext tls, Path folder, Parts parts)
      throws IOException, CannotServeException {
    if (address.isUnresolved()) {
      throw new CannotServeException(
          address.getHostString() + ": no such address", "Give an address of this machine.");
    }
    if (tls == null && !address.getAddress().isLoopbackAddress()) {
      throw new CannotServeException(
          address + ": plain HTTP would show pictures and the token to the network",
          "Use TLS, or a loopback address.");
    }
    Workspace workspace = Workspace.open(folder);
    try {
      var service = new AnonymizeService(parts, workspace, create(address, tls));
      var unused = service.broom.scheduleWithFixedDelay(service::sweep, 1, 1, TimeUnit.SECONDS);
      service.server.start();
      return service;
    } catch (IOException e) {
      workspace.close();
      throw e;
    }
  }

  /** The JDK's server takes these limits from the process, once. */
  private static HttpServer create(InetSocketAddress address, @Nullable SSLContext tls)
      throws IOException {
    limit("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    limit("sun.net.httpserver.maxReqHeaders", MAX_HEADERS);
    limit("sun.net.httpserver.maxReqHeaderSize", MAX_HEADER_BYTES);
    if (tls == null) {
      return HttpServer.create(address, WAITING_CONNECTIONS);
    }
    HttpsServer server = HttpsServer.create(address, WAITING_CONNECTIONS);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters chosen = getSSLContext().getDefaultSSLParameters();
            chosen.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            parameters.setSSLParameters(chosen);
          }
        });
    return server;
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void sweep() {
    try {
      tasks.removeExpired();
    } catch (IOException e) {
      // They stay unserved and are tried again in a second.
      journal.accept("event=removal_failed error=" + e.getClass().getSimpleName());
    }
  }

  /** Aborts all tasks, answers who waits for them, and removes all files. */
  @Override
  public void close() throws IOException {
    tasks.stop();
    worker.close();
    // The server itself would wait the whole time, also for nobody.
    deadlines.awaitIdle(STOP_LIMIT);
    server.stop(0);
    deadlines.close();
    broom.shutdownNow();
    workspace.close();
  }
}
