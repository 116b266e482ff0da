package dev.breakwater.agent;

import dev.breakwater.agent.capture.DriveId;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.outbox.Uplink;
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

/**
 * The process in the car: feeds one drive while the uplink empties the outbox beside it. A second
 * run on the same home goes on where the first one ended, however it ended.
 */
public final class Agent {
  private final AgentSettings settings;
  private final AgentParts parts;
  private final AtomicBoolean stopped = new AtomicBoolean();

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
    var consents = Consents.load(settings.consentsFile());
    var decider = new Decider(parts.policies(), consents, parts.clocks().wall(), parts.shadow());
    try (Outbox outbox = openOutbox();
        Uplink uplink = parts.uplink()) {
      uplink.start(outbox, decider::mayLeave);
      feed(outbox, decider);
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

  private void feed(Outbox outbox, Decider decider)
      throws IOException, UnreadableSourceException, TooSlowException, InterruptedException {
    var sealer = new Sealer(outbox, decider, parts.vault(), parts.clocks());
    var progress = new Progress(parts.clocks(), outbox, sealer);
    var commits = new Commits(sealer, outbox, progress, stopped::get);
    var id = DriveId.of(recordings());
    var drive = new Drive(id, startOf(id, outbox, sealer), decider, sealer, progress, commits);
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

  /** Makes {@link #run} return soon; what is not delivered stays in the outbox. Any thread. */
  public void stop() {
    stopped.set(true);
  }
}
