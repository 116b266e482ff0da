package dev.breakwater.agent;

import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Collected;
import dev.breakwater.agent.plan.CollectionPlan;
import dev.breakwater.anonymizer.gate.AnonymizeResult;
import dev.breakwater.anonymizer.gate.SafeClip;
import dev.breakwater.anonymizer.gate.SafeClipWriter;
import dev.breakwater.anonymizer.gate.UnvouchedException;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The way of a clip: does the gate vouch for it, may it leave, then it is sealed. */
final class ClipExit {
  private final Drive drive;
  private final Consumer<StayedInCar> stays;

  /**
   * @param stays learns of the frames of a clip that does not leave
   */
  ClipExit(Drive drive, Consumer<StayedInCar> stays) {
    this.drive = drive;
    this.stays = stays;
  }

  /**
   * Completes a clip; its file must stay until the next commit.
   *
   * @param pass of its first frame
   */
  void leave(Lane lane, Collected pass, SafeClipWriter clip) throws IOException {
    try {
      seal(lane, pass, clip.finish());
    } catch (UnvouchedException e) {
      String reason = AnonymizeResult.Reason.NOT_VOUCHED.text();
      stays.accept(
          Drive.times(
              Drive.statement(Fate.WITHHELD, CollectionPlan.FRAME, reason, pass.at()),
              clip.frameCount()));
    }
  }

  private void seal(Lane lane, Collected pass, SafeClip safe) {
    long count = safe.manifest().frames().size();
    Optional<Cleared> manifest = clear(pass, ClipManifest.CATEGORY, count);
    Optional<Cleared> chunk = manifest.isEmpty() ? manifest : clear(pass, Chunk.CATEGORY, count);
    if (manifest.isPresent() && chunk.isPresent()) {
      drive.sealer().seal(lane, manifest.get(), chunk.get(), safe);
    }
  }

  /** Asks whether the clip may leave; if not, its frames stay. */
  private Optional<Cleared> clear(Collected pass, String category, long count) {
    return drive
        .decider()
        .offboard(pass, category)
        .pass(pass.at(), statement -> stays.accept(Drive.times(statement, count)));
  }
}
