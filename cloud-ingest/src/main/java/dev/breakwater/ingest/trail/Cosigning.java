package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.audit.witness.WitnessClient;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets witnesses cosign the log's newest checkpoint, on a thread of its own: an append and what
 * waits for it never wait for a witness (design idea 13). A checkpoint that is superseded before
 * its witnesses answer stays without; the next one is asked for. When no checkpoint of the log was
 * cosigned by all for an hour, that is an alarm.
 */
public final class Cosigning implements AutoCloseable {
  /** Within this time a checkpoint has all its cosignatures, or something is wrong. */
  public static final Duration DUE = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(Cosigning.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final List<WitnessClient> witnesses;
  private final LogSource published;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /** Written under this object's monitor. */
  private volatile @Nullable TransparencyLog newest;

  /** When all had cosigned what was the newest then; until the first, when this began. */
  private volatile Instant complete;

  /**
   * @param published the log's files, for the proofs that witnesses ask for
   */
  public Cosigning(List<WitnessClient> witnesses, LogSource published, InstantSource clock) {
    this.witnesses = List.copyOf(witnesses);
    this.published = published;
    this.clock = clock;
    this.complete = clock.instant();
    this.thread = new Thread(this::run, "cosigning");
    thread.setDaemon(true);
    thread.start();
  }

  /** Asks for the newest checkpoint of the log; returns at once. */
  void offer(TransparencyLog grown) {
    synchronized (this) {
      newest = grown;
    }
    news.release();
  }

  /** When this returns nothing more is published: the log may be opened again. */
  synchronized void withdraw() {
    newest = null;
  }

  /** What was opened anew may have grown: only the log that was offered last is published to. */
  private synchronized boolean publish(TransparencyLog grown, SignedNote cosigned)
      throws LogBrokenException {
    return grown.equals(newest) && grown.cosign(cosigned);
  }

  /** Returns whether the cosignatures of the log's newest checkpoints are overdue. */
  public boolean isOverdue() {
    return !witnesses.isEmpty() && complete.plus(DUE).isBefore(clock.instant());
  }

  private void run() {
    try {
      while (!closed) {
        boolean asked = news.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        TransparencyLog grown = newest;
        news.drainPermits();
        if (grown != null && !closed && !cosign(grown) && asked) {
          Thread.sleep(PAUSE.toMillis() / 10);
        }
      }
    } catch (InterruptedException e) {
      // Closed while it waited, or asked a witness.
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether all witnesses have cosigned the newest checkpoint. */
  private boolean cosign(TransparencyLog grown) {
    Bytes head = grown.head().note();
    try {
      SignedNote note = SignedNote.parse(head);
      if (isComplete(note)) {
        complete = clock.instant();
        return true;
      }
      Optional<SignedNote> cosigned = askAll(note);
      if (cosigned.isPresent()
          && publish(grown, cosigned.get())
          && cosigned.get().signatures().size() == witnesses.size()) {
        complete = clock.instant();
        return true;
      }
    } catch (NoteException | LogBrokenException e) {
      log.warn("event=cosignatures_not_published error=\"{}\"", e.toString());
    }
    if (isOverdue()) {
      log.error("event=cosignatures_overdue since={}", complete);
    }
    return false;
  }

  private boolean isComplete(SignedNote head) {
    try {
      Optional<Bytes> checkpoint = published.read("checkpoint", SignedNote.MAX_BYTES);
      if (checkpoint.isEmpty()) {
        return false;
      }
      SignedNote note = SignedNote.parse(checkpoint.get());
      for (WitnessClient witness : witnesses) {
        if (!note.isSignedBy(witness.key())) {
          return false;
        }
      }
      return note.text().equals(head.text());
    } catch (IOException | NoteException e) {
      return false;
    }
  }

  /** Returns the cosignatures of those that answered. */
  private Optional<SignedNote> askAll(SignedNote note) throws NoteException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    SignedNote all = null;
    for (WitnessClient witness : witnesses) {
      var tree = new TileTree(checkpoint.size(), this::tile);
      try {
        SignedNote one = witness.cosign(note, tree);
        all = all == null ? one : all.with(one);
      } catch (IOException e) {
        // A tile that the log replaced meanwhile, or a witness that is away: it is asked again.
        log.info(
            "event=not_cosigned witness={} error=\"{}\"", witness.key().name(), e.getMessage());
      }
    }
    return Optional.ofNullable(all);
  }

  private Bytes tile(Tile tile) throws IOException {
    return published
        .read(tile.path(), Tile.MAX_BYTES)
        .orElseThrow(() -> new IOException(tile.path() + " is missing"));
  }

  /** Stops asking; a checkpoint in the making stays without the cosignatures. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
