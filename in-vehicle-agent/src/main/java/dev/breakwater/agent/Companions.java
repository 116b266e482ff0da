package dev.breakwater.agent;

import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.statutory.StatutoryLane;
import dev.breakwater.agent.statutory.StatutorySettings;
import dev.breakwater.agent.survey.SurveyFeed;
import dev.breakwater.agent.survey.SurveyRoute;
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
  private final @Nullable SurveyFeed survey;

  // How far the lane's receipts are handed to the sealer.
  private long receipts;

  private Companions(
      @Nullable Whereabouts whereabouts,
      @Nullable StatutoryLane lane,
      @Nullable SurveyFeed survey,
      long receipts) {
    this.whereabouts = whereabouts;
    this.lane = lane;
    this.survey = survey;
    this.receipts = receipts;
  }

  /**
   * Starts the statutory lane and the way to the surveying unit, where there are any.
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
    StatutoryLane lane =
        duties.statutory() == null ? null : lane(settings, parts, duties.statutory(), decider);
    return new Companions(whereabouts, lane, survey(duties.surveyor(), decider), receipts);
  }

  private static StatutoryLane lane(
      AgentSettings settings, AgentParts parts, StatutorySettings statutory, Decider decider)
      throws IOException {
    StatutoryLane lane =
        StatutoryLane.open(
            statutory,
            decider,
            parts.vault(),
            DirectoryStorage.open(Duties.directory(settings)),
            parts.clocks(),
            parts.random());
    lane.start();
    return lane;
  }

  private static @Nullable SurveyFeed survey(@Nullable QualifiedUnit surveyor, Decider decider) {
    return surveyor == null
        ? null
        : SurveyFeed.start(new SurveyRoute(decider, surveyor.unit(), surveyor.impactAssessment()));
  }

  void observe(Signal signal, Instant at) {
    if (whereabouts != null) {
      whereabouts.observe(signal, at);
    }
    if (lane != null) {
      lane.observe(signal);
    }
    if (survey != null) {
      survey.observe(signal, at);
    }
  }

  /** Hands the receipts that are new to the sealer, and counts what stayed. */
  void settle(Sealer sealer) {
    if (survey != null) {
      survey.settle(sealer::stays);
    }
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
    if (survey != null) {
      survey.close();
    }
    if (lane != null) {
      lane.close();
    }
  }
}
