package dev.breakwater.agent;

import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.statutory.StatutoryLane;
import dev.breakwater.agent.survey.Whereabouts;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who listens to the drive's signals besides the uplink. Used by one thread. */
final class Companions implements AutoCloseable {
  private final @Nullable Whereabouts whereabouts;
  private final @Nullable StatutoryLane lane;

  // How far the lane's receipts are handed to the sealer.
  private long receipts;

  private Companions(
      @Nullable Whereabouts whereabouts, @Nullable StatutoryLane lane, long receipts) {
    this.whereabouts = whereabouts;
    this.lane = lane;
    this.receipts = receipts;
  }

  /**
   * Opens the statutory lane, if there is one, and starts it.
   *
   * @param cursors how far each source was sealed before
   */
  static Companions start(
      AgentSettings settings,
      AgentParts parts,
      Duties duties,
      Decider decider,
      @Nullable Whereabouts whereabouts,
      Map<String, Long> cursors)
      throws IOException {
    long receipts = cursors.getOrDefault(StatutoryLane.CURSOR, 0L);
    if (duties.statutory() == null) {
      return new Companions(whereabouts, null, receipts);
    }
    StatutoryLane lane =
        StatutoryLane.open(
            duties.statutory(),
            decider,
            parts.vault(),
            DirectoryStorage.open(Duties.directory(settings)),
            parts.clocks(),
            parts.random());
    lane.start();
    return new Companions(whereabouts, lane, receipts);
  }

  void observe(Signal signal, Instant at) {
    if (whereabouts != null) {
      whereabouts.observe(signal, at);
    }
    if (lane != null) {
      lane.observe(signal);
    }
  }

  /** Hands the receipts that are new to the sealer. */
  void settle(Sealer sealer) {
    if (lane == null) {
      return;
    }
    long reached = lane.receipts(receipts, sealer::seal);
    if (reached > receipts) {
      receipts = reached;
      sealer.advance(StatutoryLane.CURSOR, reached);
    }
  }

  @Override
  public void close() throws IOException {
    if (lane != null) {
      lane.close();
    }
  }
}
