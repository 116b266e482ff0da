package dev.breakwater.ingest.pipeline;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.audit.log.LogSigners;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.trail.Cosigning;
import dev.breakwater.ingest.trail.LogAppender;
import dev.breakwater.ingest.trail.Sm2Signer;
import dev.breakwater.ingest.trail.Witnesses;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The log appender with its thread. One at a time may run on a directory; the log's lock sees to
 * it. Safe for use by several threads.
 */
public final class RunningAppender implements Closeable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final DirectoryLogStore store;
  private final Cosigning cosigning;
  private final LogAppender appender;
  private final Thread thread;

  private RunningAppender(DirectoryLogStore store, Cosigning cosigning, LogAppender appender) {
    this.store = store;
    this.cosigning = cosigning;
    this.appender = appender;
    this.thread = new Thread(appender, "log-appender");
  }

  /**
   * Opens the log; {@link #start} begins to append.
   *
   * @param random makes the data keys
   * @throws LogBrokenException if the log cannot be appended to
   */
  public static RunningAppender open(
      String bootstrapServers,
      SignerKey signer,
      CloudDirectories directories,
      InstantSource clock,
      SecureRandom random)
      throws IOException, LogBrokenException {
    var store = DirectoryLogStore.open(directories.log(), directories.logState());
    boolean opened = false;
    try {
      var cipher = new ItemCipher(new DataKeys(directories.keys(), random), random);
      var witnesses = Witnesses.of(directories.root(), signer.verifierKey(), clock, random);
      var published = LogSource.of(directories.log().toString());
      var cosigning = new Cosigning(witnesses, published, clock);
      SignerKey sm2 = Sm2Signer.of(directories.root(), signer.verifierKey(), random);
      var signers = new LogSigners(signer, List.of(sm2));
      var appender = new LogAppender(bootstrapServers, store, signers, cipher, clock, cosigning);
      opened = true;
      return new RunningAppender(store, cosigning, appender);
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  public void start() {
    thread.start();
  }

  public LogAppender.Progress progress() {
    return appender.progress();
  }

  /** Ends after the append it is at. */
  @Override
  public void close() throws IOException {
    appender.close();
    try {
      thread.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the log appender stopped", e);
    } finally {
      cosigning.close();
      store.close();
    }
  }
}
