package dev.breakwater.cli.installation;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.proof.LogQuestions;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Gives the vehicle of an installation a new random name with a new certificate, and retires the
 * old one: who sees the traffic of two quarters cannot tell that they are of one car. Stopped
 * anywhere, the next run goes on.
 */
public final class Rotation {
  private final DataLayout data;
  private final KeyVault vault;
  private final SecureRandom random;

  public Rotation(DataLayout data, KeyVault vault, SecureRandom random) {
    this.data = data;
    this.vault = vault;
    this.random = random;
  }

  /**
   * @return the row of the new name
   * @throws CommandFailedException if the vehicle is not enrolled, still drives, or has something
   *     to deliver under its old name
   */
  public VehicleRecord rotate(String bootstrapServers) throws IOException, CommandFailedException {
    if (Files.notExists(data.vehicleIdentity())) {
      throw new CommandFailedException(
          "The vehicle has no identity yet.", "Run 'breakwater vehicle enrol'.");
    }
    VehicleRef old = VehicleIdentity.read(data.vehicleIdentity(), vault).vehicle();
    requireDelivered(old);
    Path next = next();
    new Trust(data, random).issueVehicle(next, vault);
    VehicleIdentity identity = VehicleIdentity.read(next, vault);
    try (var registry = new VehicleRegistry(bootstrapServers, InstantSource.system())) {
      VehicleRecord row =
          registry.enrol(
              identity.vehicle(),
              vault.sealPublicKey(),
              Credentials.digest(identity.chain().get(0)));
      registry.retire(old);
      swap(next);
      return row;
    }
  }

  private Path next() {
    return data.vehicleIdentity().resolveSibling("identity.next");
  }

  /** What is sealed names the old vehicle and is delivered under its certificate only. */
  private void requireDelivered(VehicleRef old) throws IOException, CommandFailedException {
    try (Outbox outbox =
        EncryptedOutbox.open(
            OutboxSettings.of(old),
            DirectoryStorage.open(data.outbox()),
            vault,
            new EpochFile(data.vehicle().resolve("epoch")),
            InstantSource.system(),
            random)) {
      if (!outbox.backlog().isEmpty()) {
        throw new CommandFailedException(
            outbox.backlog().items() + " items are not delivered yet.",
            "Let 'breakwater agent run' end first.");
      }
    } catch (OutboxCorruptException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  /** The emptied queue goes with the name; the new identity comes last, so that a stop shows. */
  private void swap(Path next) throws IOException {
    Trust.delete(data.outbox());
    LogQuestions.forgetItems(data.sample());
    Path old = data.vehicleIdentity().resolveSibling("identity.old");
    forget(old);
    Files.move(data.vehicleIdentity(), old, StandardCopyOption.ATOMIC_MOVE);
    Files.move(next, data.vehicleIdentity(), StandardCopyOption.ATOMIC_MOVE);
    forget(old);
  }

  private void forget(Path identity) throws IOException {
    Path kept = identity.resolve(VehicleIdentity.KEPT);
    if (Files.exists(kept)) {
      vault.destroyIdentity(Files.readString(kept).strip());
    }
    Trust.delete(identity);
  }
}
