package dev.breakwater.agent.headunit;

import dev.breakwater.agent.cabin.CabinComfort;
import dev.breakwater.agent.consent.ConsentDesk;
import dev.breakwater.agent.consent.Erasures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves the page on the head unit (Auto Provisions Art. 7 and 9(4)): HTTP inside the car. It
 * listens, and connects to nothing. Starts and stops with the ignition.
 */
public final class HeadUnit implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;
  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final int MAX_LINE_BYTES = 1 << 10;
  private static final int PATIENCE_SECONDS = 20;

  private final Vertx vertx;
  private final HttpServer server;
  private final HeadUnitSettings settings;

  /** What a function in the car shows. */
  @FunctionalInterface
  public interface Comfort {
    /** Returns how warm the cabin was, empty if nobody allowed it to be known. */
    Optional<CabinComfort.Average> average() throws IOException;
  }

  /**
   * What people are told beside their own decisions.
   *
   * @param departures what left today
   * @param erasures what was erased onshore after withdrawals
   */
  public record Told(Departures departures, Comfort comfort, Erasures erasures) {}

  private HeadUnit(Vertx vertx, HttpServer server, HeadUnitSettings settings) {
    this.vertx = vertx;
    this.server = server;
    this.settings = settings;
  }

  /**
   * Returns when the page can be reached.
   *
   * @throws IOException if the address cannot be used
   */
  public static HeadUnit start(HeadUnitSettings settings, ConsentDesk desk, Told told)
      throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx(small());
    HttpServer server =
        vertx
            .createHttpServer(options(settings))
            .requestHandler(new Resources(new Answers(desk, told)).router(vertx));
    try {
      await(server.listen());
      return new HeadUnit(vertx, server, settings);
    } catch (IOException e) {
      await(vertx.close());
      throw new IOException("head unit page: cannot listen on " + settings.address(), e);
    }
  }

  /** A page for one screen needs few threads, and no copies of its files on the disk. */
  private static VertxOptions small() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static HttpServerOptions options(HeadUnitSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.address())
        .setPort(settings.port())
        .setIdleTimeout(IDLE_SECONDS)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_LINE_BYTES);
  }

  /** Returns the address of the page. */
  public String address() {
    String host = settings.address();
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "http://" + shown + ":" + server.actualPort() + "/";
  }

  private static <T> void await(Future<T> future) throws IOException, InterruptedException {
    try {
      future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      await(vertx.close());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
