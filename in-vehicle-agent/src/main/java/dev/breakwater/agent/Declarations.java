package dev.breakwater.agent;

import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.proof.Unlogged;
import dev.breakwater.agent.proof.Unlogged.Incident;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.RunningSoftware;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hands to the seal what the car tells of itself, once each: how far it was told is committed with
 * what is told, so that neither a crash nor a restart repeats or loses any. What the law in force
 * does not know yet waits for one that does. Used by one thread.
 */
final class Declarations {
  /** The number of the last item that the log did not have, as a cursor of the outbox. */
  static final String UNLOGGED = "proof/unlogged";

  /** What was told to run, as a cursor of the outbox: the beginning of its digest. */
  static final String SOFTWARE = "software/running";

  private final Outbox outbox;
  private final Unlogged unlogged;

  // Up to which number incidents were handed to the seal, and up to which they are durable there.
  private long told;
  private long durable;

  /** What is still to be told; null once it is. */
  private @Nullable RunningSoftware software;

  Declarations(Accounts accounts, Outbox outbox) throws IOException {
    this.outbox = outbox;
    this.unlogged = accounts.unlogged();
    this.durable = outbox.cursors().getOrDefault(UNLOGGED, 0L);
    this.told = durable;
    unlogged.sealed(durable);
    this.software = news(accounts.software(), outbox.cursors().get(SOFTWARE));
  }

  private static @Nullable RunningSoftware news(
      @Nullable RunningSoftware running, @Nullable Long before) {
    return running == null || (before != null && before == mark(running)) ? null : running;
  }

  /** Distinguishes what runs, whenever it was started. */
  private static long mark(RunningSoftware running) {
    var timeless = new RunningSoftware(running.version(), running.release(), running.models(), 0);
    return Digest.of(timeless.encode()).value().asBuffer().getLong();
  }

  /** Hands over what is new; cheap when nothing is. */
  void tell(Sealer sealer) throws IOException {
    if (software != null && sealer.tell(software)) {
      sealer.advance(SOFTWARE, mark(software));
      software = null;
    }
    if (!unlogged.after(durable).isEmpty()) {
      durable = outbox.cursors().getOrDefault(UNLOGGED, 0L);
      unlogged.sealed(durable);
      tellIncidents(sealer);
    }
  }

  private void tellIncidents(Sealer sealer) {
    for (Incident incident : unlogged.after(told)) {
      if (!sealer.tell(incident.item())) {
        return;
      }
      sealer.advance(UNLOGGED, incident.number());
      told = incident.number();
    }
  }
}
