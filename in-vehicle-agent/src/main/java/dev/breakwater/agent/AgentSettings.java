package dev.breakwater.agent;

import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.wire.VehicleRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent lives and what it drives on.
 *
 * @param home directory of what the agent keeps
 * @param camera video or folder of pictures of the exterior camera
 * @param signals where they come from
 * @param cabin directory with one directory for each cabin sensor
 * @param realTime feed the drive as fast as it was driven instead of as fast as it goes; refused if
 *     the anonymizer cannot keep up
 */
public record AgentSettings(
    Path home,
    OutboxSettings outbox,
    @Nullable Path camera,
    SignalInput signals,
    @Nullable Path cabin,
    Plan plan,
    boolean realTime,
    ConsentSettings consent) {
  /** An agent that asks nobody anything but what is built in, and serves no page. */
  public AgentSettings(
      Path home,
      OutboxSettings outbox,
      @Nullable Path camera,
      SignalInput signals,
      @Nullable Path cabin,
      Plan plan,
      boolean realTime) {
    this(home, outbox, camera, signals, cabin, plan, realTime, ConsentSettings.DEFAULT);
  }

  /**
   * Returns the settings of an agent that feeds a whole recorded drive as fast as it goes.
   *
   * @param trace recorded signals, JSON lines or CSV
   */
  public static AgentSettings of(
      Path home,
      VehicleRef vehicle,
      @Nullable Path camera,
      @Nullable Path trace,
      @Nullable Path cabin) {
    return new AgentSettings(
        home,
        OutboxSettings.of(vehicle),
        camera,
        trace == null ? new SignalInput.None() : new SignalInput.Trace(trace),
        cabin,
        Plan.wholeDrive(),
        false);
  }

  public Path outboxDirectory() {
    return home.resolve("outbox");
  }

  /** Returns where the decisions of the people in the car lie. */
  public Path consentDirectory() {
    return home.resolve("consent");
  }

  Path receipts() {
    return consentDirectory().resolve("receipts");
  }

  Path cabinVault() {
    return home.resolve("cabin-vault");
  }

  Path departuresFile() {
    return consentDirectory().resolve("left-today");
  }

  Path timeMark() {
    return home.resolve("time");
  }

  Path epochFile() {
    return home.resolve("epoch");
  }

  /** Returns where a clip is written until it is sealed; it holds anonymized frames only. */
  Path clipFile() {
    return home.resolve("clip.mp4");
  }
}
