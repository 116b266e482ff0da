package dev.breakwater.agent;

import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.seal.Sealer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Commits what the sealer holds when it is due, and waits while the outbox has no room. */
final class Commits {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Sealer sealer;
  private final Outbox outbox;
  private final Progress progress;
  private final Occupants occupants;
  private final BooleanSupplier stopped;
  private final Companions companions;
  private final Declarations declarations;

  Commits(
      Sealer sealer,
      Outbox outbox,
      Progress progress,
      Companions companions,
      Declarations declarations,
      Occupants occupants,
      BooleanSupplier stopped) {
    this.companions = companions;
    this.declarations = declarations;
    this.sealer = sealer;
    this.outbox = outbox;
    this.progress = progress;
    this.occupants = occupants;
    this.stopped = stopped;
  }

  /** Returns whether the agent is to stop; what is not committed then is fed again next time. */
  boolean isStopped() {
    return stopped.getAsBoolean();
  }

  void ifDue() throws IOException, InterruptedException {
    companions.settle(sealer);
    declarations.tell(sealer);
    occupants.tick();
    if (sealer.isDue() || occupants.hasNews()) {
      now();
    }
  }

  void now() throws IOException, InterruptedException {
    companions.settle(sealer);
    long seen = outbox.version();
    occupants.tell(sealer);
    declarations.tell(sealer);
    while (!sealer.commit() && !isStopped()) {
      progress.reportIfDue();
      seen = outbox.awaitChange(seen, PATIENCE);
    }
    progress.reportIfDue();
  }

  /** Returns when everything is delivered, or the agent is to stop. */
  void awaitDelivery() throws IOException, InterruptedException {
    long seen = outbox.version();
    while (!outbox.backlog().isEmpty() && !isStopped()) {
      seen = outbox.awaitChange(seen, PATIENCE);
      occupants.tick();
      now();
    }
  }
}
