package dev.breakwater.agent;

import dev.breakwater.agent.capture.DriveId;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.Backlog;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.agent.reset.VehicleReset;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.survey.Whereabouts;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.TooSlowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The process in the car: feeds one drive while the uplink empties the outbox beside it. A second
 * run on the same home goes on where the first one ended, however it ended.
 */
public final class Agent {
  private final AgentSettings settings;
  private final AgentParts parts;
  private final Duties duties;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Set by {@link #run} while it runs; any thread asks it how much waits. */
  private volatile @Nullable Outbox open;

  /** A car that has no duties beside its drive. */
  public Agent(AgentSettings settings, AgentParts parts) {
    this(settings, parts, Duties.NONE);
  }

  public Agent(AgentSettings settings, AgentParts parts, Duties duties) {
    this.settings = settings;
    this.parts = parts;
    this.duties = duties;
  }

  /**
   * Returns when the drive is fed and everything is acknowledged, or after {@link #stop}; called
   * once.
   *
   * @throws OutboxCorruptException if the outbox is damaged; see its remedy
   * @throws UnreadableSourceException if the camera's recording cannot be read
   * @throws TooSlowException if the camera is to be fed as fast as it was driven and the anonymizer
   *     cannot keep up
   * @throws IOException if the home or a source cannot be used
   */
  public void run()
      throws IOException,
          OutboxCorruptException,
          UnreadableSourceException,
          TooSlowException,
          InterruptedException {
    Files.createDirectories(settings.home());
    VehicleReset.resume(settings.home(), parts.vault(), parts.clocks().wall());
    try (Outbox outbox = openOutbox();
        Occupants occupants = Occupants.open(settings, parts)) {
      open = outbox;
      run(outbox, occupants);
    }
  }

  private void run(Outbox outbox, Occupants occupants)
      throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    Whereabouts whereabouts = duties.whereabouts();
    var decider =
        new Decider(
            parts.policies(),
            occupants.consents(),
            parts.clocks().wall(),
            parts.shadow(),
            Duties.knowledge(whereabouts, occupants));
    try (Uplink uplink = parts.uplink();
        var companions =
            Companions.start(settings, parts, duties, decider, whereabouts, outbox.cursors())) {
      occupants.serve(outbox, settings, parts, duties.accounts().erasures());
      uplink.start(outbox, occupants.counted(decider::mayLeave));
      feed(outbox, decider, companions, occupants);
    }
  }

  private Outbox openOutbox() throws IOException, OutboxCorruptException {
    return EncryptedOutbox.open(
        settings.outbox(),
        DirectoryStorage.open(settings.outboxDirectory()),
        parts.vault(),
        new EpochFile(settings.epochFile()),
        parts.clocks().wall(),
        parts.random());
  }

  private void feed(Outbox outbox, Decider decider, Companions companions, Occupants occupants)
      throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    var sealer = new Sealer(outbox, decider, parts.vault(), parts.clocks());
    var progress = new Progress(parts.clocks(), outbox, sealer);
    var declarations = new Declarations(duties.accounts(), outbox);
    var commits =
        new Commits(sealer, outbox, progress, companions, declarations, occupants, stopped::get);
    var id = driveId();
    long start = startOf(id, outbox, sealer);
    var drive =
        new Drive(id, start, decider, sealer, progress, commits, companions, occupants.vault());
    new DriveRecorder(settings, drive, parts, occupants, outbox.cursors()).run();
    // What platform and surveying unit still answer now is accounted for by this run.
    companions.close();
    companions.settle(sealer);
    if (!stopped.get()) {
      sealer.closeTally();
    }
    commits.now();
    progress.report("fed");
    commits.awaitDelivery();
    progress.report(stopped.get() ? "stopped" : "delivered");
  }

  /** Names the drive by its recordings; one without any is a new drive each time. */
  private DriveId driveId() throws IOException {
    List<Path> recordings = new ArrayList<>();
    if (settings.camera() != null) {
      recordings.add(settings.camera());
    }
    settings.signals().recording().ifPresent(recordings::add);
    return recordings.isEmpty()
        ? DriveId.begunAt(parts.clocks().wall().millis())
        : DriveId.of(recordings);
  }

  /** Returns when the drive was fed for the first time: its times must not change on the way. */
  private long startOf(DriveId id, Outbox outbox, Sealer sealer) {
    String cursor = id.cursor("start");
    Long known = outbox.cursors().get(cursor);
    if (known != null) {
      return known;
    }
    long now = parts.clocks().wall().millis();
    sealer.advance(cursor, now);
    return now;
  }

  /** Returns how much is not delivered yet; nothing before {@link #run}. Any thread. */
  public Backlog backlog() {
    Outbox outbox = open;
    return outbox == null ? new Backlog(0, 0, 0) : outbox.backlog();
  }

  /** Makes {@link #run} return soon; what is not delivered stays in the outbox. Any thread. */
  public void stop() {
    stopped.set(true);
  }
}
