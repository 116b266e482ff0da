package dev.breakwater.console.serve;

import dev.breakwater.console.account.SignIn;
import dev.breakwater.console.account.SignInJournal;
import dev.breakwater.ingest.console.LogFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The console in a browser, over HTTPS. It listens, and connects to nothing but the provider of
 * sign-in that it was told.
 */
public final class Console implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int MAX_LINE_BYTES = 4 << 10;
  private static final int PATIENCE_SECONDS = 20;
  private static final int WORKERS = 4;

  private final Vertx vertx;
  private final HttpServer server;

  /**
   * What the console shows.
   *
   * @param live what its sections publish to
   * @param journal is told who signs in
   */
  public record Content(RouteTable table, LiveTopics live, SignInJournal journal) {}

  /** What the console tells the time by, and draws its secrets from. */
  public record Sources(InstantSource clock, SecureRandom random) {}

  private Console(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Returns when the console can be reached.
   *
   * @throws IOException if the address cannot be used
   */
  public static Console start(
      ConsoleSettings settings, SignIn accounts, Content content, Sources sources)
      throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx(small());
    var sessions = new Sessions(accounts, sources.clock(), sources.random());
    var door = new Door(accounts, sessions, content.journal(), sources.clock());
    content.live().start(vertx);
    Router router = Router.router(vertx);
    router.route().handler(Guard::protect);
    settings
        .openId()
        .ifPresent(
            openId ->
                new OpenIdDoor(openId, new OpenIdAttempts(sources.clock(), sources.random()), door)
                    .mount(router));
    new Streams(door, content.table(), content.live()).mount(vertx, router);
    new Api(door, content.table(), settings, sources.clock()).mount(router);
    new PublicLog(new LogFiles(settings.log())).mount(router);
    new Pages(new WebFiles()).mount(router);
    HttpServer server = vertx.createHttpServer(options(settings)).requestHandler(router);
    try {
      await(server.listen());
      return new Console(vertx, server);
    } catch (IOException e) {
      await(vertx.close());
      throw new IOException("console: cannot listen on port " + settings.port(), e);
    }
  }

  private static VertxOptions small() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(WORKERS)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static HttpServerOptions options(ConsoleSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.address())
        .setPort(settings.port())
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(settings.certificate().toString())
                .setKeyPath(settings.key().toString()))
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_LINE_BYTES);
  }

  public int port() {
    return server.actualPort();
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
