package dev.breakwater.agent;

import dev.breakwater.agent.capture.DriveId;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.Backlog;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.JudgedOutbox;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.agent.reset.VehicleReset;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.anonymizer.gate.TooSlowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process in the car: feeds one drive while the uplink empties the outbox beside it. A second
 * run on the same home goes on where the first one ended, however it ended.
 */
public final class Agent {
  private final AgentSettings settings;
  private final AgentParts parts;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Set by {@link #run} while it runs; any thread asks it how much waits. */
  private volatile @Nullable Outbox open;

  public Agent(AgentSettings settings, AgentParts parts) {
    this.settings = settings;
    this.parts = parts;
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
        Occupants occupants = Occupants.open(settings, parts);
        Uplink uplink = parts.uplink()) {
      open = outbox;
      var decider =
          new Decider(
              parts.policies(), occupants.consents(), parts.clocks().wall(), parts.shadow());
      occupants.serve(outbox, settings, parts);
      uplink.start(new JudgedOutbox(outbox, occupants.counted(decider::mayLeave)));
      feed(outbox, decider, occupants);
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

  private void feed(Outbox outbox, Decider decider, Occupants occupants)
      throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    var sealer = new Sealer(outbox, decider, parts.vault(), parts.clocks());
    var progress = new Progress(parts.clocks(), outbox, sealer);
    var commits = new Commits(sealer, outbox, progress, occupants, stopped::get);
    var id = DriveId.of(recordings());
    long start = startOf(id, outbox, sealer);
    var drive = new Drive(id, start, decider, sealer, progress, commits, occupants.vault());
    new DriveRecorder(settings, drive, parts, outbox.cursors()).run();
    progress.report("fed");
    commits.awaitDelivery();
    progress.report(stopped.get() ? "stopped" : "delivered");
  }

  private List<Path> recordings() {
    return Stream.of(settings.camera(), settings.trace()).filter(Objects::nonNull).toList();
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
