package dev.breakwater.cli.demo;

import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.Enrolment;
import dev.breakwater.cli.installation.FirstAccount;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.ingest.onshore.CorruptRowException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One drive through everything: two real sides in processes of their own, and at the end a summary
 * that believes neither.
 */
public final class Demo {
  private static final long TICK_MILLIS = 1000;
  private static final long READY_TICKS = 120;
  private static final int SETTLE_ATTEMPTS = 60;

  /** What the agent says of itself, the latest first. */
  private static final List<String> AGENT_EVENTS = List.of("delivered", "fed", "progress");

  private final DemoSettings settings;
  private final DataLayout data;
  private final PrintWriter out;
  private final SecureRandom random;
  private final Events events = new Events();
  private final Processes processes;

  public Demo(DemoSettings settings, PrintWriter out, SecureRandom random) {
    this.settings = settings;
    this.data = settings.data();
    this.out = out;
    this.random = random;
    this.processes = new Processes(data, this::line);
  }

  /** Returns whether the verdict is good. */
  public boolean run() throws IOException, CommandFailedException, InterruptedException {
    // What is asked of the broker may wait long for one that was stopped with us.
    var signal = StopSignal.listen(Thread.currentThread()::interrupt);
    try {
      DriveLog drives = prepare();
      try (var cloud =
          new Supervised(() -> processes.cloud(settings.port(), settings.console()), this::say)) {
        awaitReady(cloud);
        enrol();
        for (DriveFiles drive : drives.unfinished()) {
          drive(drive, cloud);
          drives.finish(drive);
        }
        Summary summary = settle(drives);
        conclude(summary);
        if (!settings.exit()) {
          stay(cloud, signal);
        }
        return summary.isGood();
      }
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (UnreadableSourceException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (InterruptedException | IOException | RuntimeException | Error e) {
      if (!StopSignal.isGiven()) {
        throw e;
      }
      say(StopSignal.STOPPED);
      return false;
    } finally {
      signal.finished();
    }
  }

  private DriveLog prepare() throws IOException, CommandFailedException, UnreadableSourceException {
    Path video = settings.video();
    if (video != null && !Files.exists(video)) {
      throw new CommandFailedException(
          video + " does not exist.", "Name a video, or a folder of JPEG or PNG frames.", 2);
    }
    Files.createDirectories(data.vehicle());
    // Here, because what the onshore side prints lies in its log.
    FirstAccount.prepare(data, InstantSource.system(), random, out);
    CabinStandIn.prepare(data.cabin(), random);
    DriverStandIn.decide(data, random);
    Path recordings = data.root().resolve("drive");
    Path camera =
        video == null ? BuiltInDrive.clip(recordings) : video.toAbsolutePath().normalize();
    var drives = DriveLog.open(data.root().resolve("drives.json"), data.cabin());
    drives.add(new DriveFiles(camera, BuiltInDrive.trace(recordings), data.cabin()));
    return drives;
  }

  /**
   * A child's complaint is the user's, unless he stopped it; everything else is for the log and the
   * live line.
   */
  private void line(String line) {
    if (line.startsWith("breakwater ") && !StopSignal.isGiven()) {
      say(line);
    }
    events.line(line);
  }

  private void awaitReady(Supervised cloud) throws IOException, InterruptedException {
    say("starting the onshore side");
    for (int tick = 0; !events.has("ready"); tick++) {
      requireRunning(cloud);
      if (tick > READY_TICKS) {
        throw new IOException("the onshore side did not get ready; see " + data.logs());
      }
      Thread.sleep(TICK_MILLIS);
    }
  }

  private void enrol() throws IOException, CommandFailedException {
    var vault = FileKeyVault.openOrCreate(data.vehicleKeys(), random);
    var row = new Enrolment(data, random).enrol(vault, endpoints().bootstrapServers());
    say("vehicle " + row.vehicle() + " is " + row.status());
  }

  private Endpoints endpoints() throws IOException, CommandFailedException {
    return Endpoints.read(data.endpoints());
  }

  private void drive(DriveFiles drive, Supervised cloud) throws IOException, InterruptedException {
    say("driving " + drive.camera().getFileName());
    events.forget(AGENT_EVENTS);
    try (var agent = new Supervised(() -> processes.agent(drive), this::say)) {
      while (!agent.isDone()) {
        requireRunning(cloud);
        Thread.sleep(TICK_MILLIS);
        showProgress();
      }
    }
    showProgress();
  }

  private void requireRunning(Supervised cloud) throws IOException, InterruptedException {
    if (cloud.isDone()) {
      throw new IOException("the onshore side ended; see " + data.logs());
    }
  }

  private void showProgress() {
    say(
        "frames %s (%s/s), faces %s, plates %s | sealed %s, acknowledged %s | withheld %s, refused %s, kept %s | stored %s, quarantined %s, log %s"
            .formatted(
                agent("frames"),
                agent("fps"),
                agent("faces"),
                agent("plates"),
                agent("sealed"),
                agent("acknowledged"),
                agent("withheld"),
                agent("refused"),
                agent("kept"),
                events.value("status", "stored"),
                events.value("status", "quarantined"),
                events.value("status", "log")));
  }

  private String agent(String field) {
    return AGENT_EVENTS.stream()
        .filter(events::has)
        .findFirst()
        .map(event -> events.value(event, field))
        .orElse("0");
  }

  /** What was acknowledged a moment ago is on its way; the accounts must settle soon. */
  private Summary settle(DriveLog drives)
      throws IOException,
          CommandFailedException,
          CorruptRowException,
          UnreadableSourceException,
          InterruptedException {
    var vault = FileKeyVault.openOrCreate(data.vehicleKeys(), random);
    var reader = new SummaryReader(data, endpoints().bootstrapServers(), vault);
    for (int attempt = 1; ; attempt++) {
      Summary summary = reader.read(drives.fed(), planted(drives));
      if (summary.isGood() || attempt == SETTLE_ATTEMPTS) {
        return summary;
      }
      Thread.sleep(TICK_MILLIS);
    }
  }

  /** What is planted is known of the built-in drive only. */
  private Optional<Planted> planted(DriveLog drives) throws IOException {
    return drives.isOnly(data.root().resolve("drive/street.mp4"))
        ? Optional.of(new Planted(BuiltInDrive.truth()))
        : Optional.empty();
  }

  private void conclude(Summary summary) throws IOException, CommandFailedException {
    new SummaryText(out).print(summary);
    summary.write(data.root().resolve("summary.json"));
    out.println();
    out.println("Verify the log yourself:");
    out.printf(
        "  ./breakwater audit verify %s --policy %s%n", data.onshore().log(), data.logPolicy());
    summary.clips().stream()
        .findFirst()
        .ifPresent(
            clip ->
                out.printf(
                    "  ./breakwater cloud clip get %s -o clip.mp4 --data %s%n", clip, data.root()));
    out.flush();
  }

  private void stay(Supervised cloud, StopSignal signal)
      throws IOException, CommandFailedException {
    out.println();
    out.println("Console: " + endpoints().console() + "   (Ctrl-C to stop)");
    out.flush();
    try {
      while (!signal.await(TICK_MILLIS)) {
        requireRunning(cloud);
      }
    } catch (InterruptedException e) {
      // That is the Ctrl-C: the drive is over.
    }
  }

  private void say(String what) {
    out.println(what);
    out.flush();
  }
}
