package dev.breakwater.ingest.receive;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.uplink.CoapUplink;
import dev.breakwater.agent.uplink.PolicyInbox;
import dev.breakwater.agent.uplink.UplinkSettings;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A car's decider, seal, outbox and uplink, all of them real; signals come from the test. */
final class SendingCar implements AutoCloseable {
  private static final String SPEED = "vehicle.motion.speed";
  private static final long OUTBOX_BYTES = 2 << 20;
  private static final Map<Lane, Long> QUOTAS =
      Map.of(Lane.CONTROL, 1L << 20, Lane.BULK, 860L << 10);

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();
  private final Decider decider =
      new Decider(
          new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto())),
          new Consents(Map.of()),
          clock);
  private final VehicleIdentity identity;
  private final Outbox outbox;
  private final Sealer sealer;

  /** The telemetry lane of its outbox holds some 36 kB, so that it can be filled. */
  SendingCar(Path directory, VehicleIdentity identity) throws Exception {
    this.identity = identity;
    var vault = FileKeyVault.openOrCreate(directory.resolve("vault"), random);
    this.outbox =
        EncryptedOutbox.open(
            new OutboxSettings(vehicle(), OUTBOX_BYTES, Duration.ofDays(7), QUOTAS),
            DirectoryStorage.open(directory.resolve("outbox")),
            vault,
            new EpochFile(directory.resolve("epoch")),
            clock,
            random);
    var clocks = new Clocks(clock, () -> System.nanoTime() / 1_000_000, "TEST");
    this.sealer = new Sealer(outbox, decider, vault, clocks);
  }

  VehicleRef vehicle() {
    return identity.vehicle();
  }

  Outbox outbox() {
    return outbox;
  }

  /** Starts an uplink; each is a trip of its own. */
  CoapUplink depart(int port) {
    var settings = new UplinkSettings("127.0.0.1", port, identity);
    var uplink = new CoapUplink(settings, PolicyInbox.CLOSED, random);
    uplink.start(outbox, decider::mayLeave);
    return uplink;
  }

  /** Seals a signal for each value; returns whether there was room, for tombstones at least. */
  boolean seal(String... values) throws IOException {
    for (String value : values) {
      sealer.seal(cleared(), new Signal("Vehicle.Speed", value));
    }
    return sealer.commit();
  }

  private Cleared cleared() {
    Instant now = clock.instant();
    return decider
        .collect(SPEED, "test", now)
        .pass(now, statement -> {})
        .flatMap(collected -> decider.offboard(collected, SPEED).pass(now, statement -> {}))
        .orElseThrow();
  }

  /** Returns the number of the next signal: so many were sealed. */
  long sealed() {
    return outbox.head(Lane.TELEMETRY).nextNumber();
  }

  /** Returns whether everything was delivered in time. */
  boolean isEmptyWithin(Duration limit) throws InterruptedException {
    long started = System.nanoTime();
    long seen = outbox.version();
    while (!outbox.backlog().isEmpty() && System.nanoTime() - started < limit.toNanos()) {
      seen = outbox.awaitChange(seen, Duration.ofMillis(100));
    }
    return outbox.backlog().isEmpty();
  }

  @Override
  public void close() throws IOException {
    outbox.close();
  }
}
