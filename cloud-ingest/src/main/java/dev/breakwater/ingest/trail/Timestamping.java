package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.audit.timestamp.TimestampClient;
import dev.breakwater.audit.timestamp.TimestampToken;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the log's newest checkpoint stamped, again and again, on a thread of its own: no append and
 * no release waits for a time-stamp authority (design idea 13). It reads the published log alone.
 */
public final class Timestamping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Timestamping.class);
  private static final String CHECKPOINT = "checkpoint";

  private final TimestampClient authority;
  private final LogSource published;
  private final StampedCheckpoints kept;
  private final Duration every;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "time-stamping");
            thread.setDaemon(true);
            return thread;
          });

  private Timestamping(
      TimestampClient authority, LogSource published, StampedCheckpoints kept, Duration every) {
    this.authority = authority;
    this.published = published;
    this.kept = kept;
    this.every = every;
  }

  /**
   * Starts; the first checkpoint is stamped at once.
   *
   * @param every how long a checkpoint may wait for its token, if it is the newest then
   */
  public static Timestamping start(
      TimestampClient authority, LogSource published, StampedCheckpoints kept, Duration every) {
    var stamping = new Timestamping(authority, published, kept, every);
    var unused =
        stamping.timer.scheduleWithFixedDelay(
            stamping::stampOrWarn, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return stamping;
  }

  /** Returns how often a checkpoint is stamped, if there is a new one. */
  public Duration every() {
    return every;
  }

  /** An authority that is away is asked again after the pause: nothing waits for it. */
  private void stampOrWarn() {
    try {
      stamp();
    } catch (IOException | NoteException e) {
      log.warn("event=checkpoint_not_stamped error=\"{}\"", e.toString());
    }
  }

  private void stamp() throws IOException, NoteException {
    Optional<Bytes> checkpoint = published.read(CHECKPOINT, SignedNote.MAX_BYTES);
    if (checkpoint.isEmpty()) {
      return;
    }
    SignedNote note = SignedNote.parse(checkpoint.get());
    Digest digest = StampedCheckpoints.digest(note);
    Optional<StampedCheckpoints.Stamped> known = kept.find(digest);
    if (known.isEmpty()) {
      TimestampToken token = authority.stamp(digest);
      kept.keep(note, token);
      log.info("event=checkpoint_stamped digest={}", digest);
    } else if (!known.get().note().equals(note.encode())) {
      kept.keep(note, known.get().token()); // witnesses cosigned it since
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
