package dev.breakwater.cli.installation;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Enrols the vehicle of an installation. */
public final class Enrolment {
  private final DataLayout data;
  private final SecureRandom random;

  public Enrolment(DataLayout data, SecureRandom random) {
    this.data = data;
    this.random = random;
  }

  /**
   * Makes the vehicle's identity on first use and commits its row to the registry, unless the same
   * row is there.
   *
   * @param vault has the keys of its seal and of its identity
   * @return the newest row, which may say that the vehicle is banned
   */
  public VehicleRecord enrol(KeyVault vault, String bootstrapServers) throws IOException {
    new Trust(data, random).prepareVehicle(vault);
    VehicleIdentity identity = VehicleIdentity.read(data.vehicleIdentity(), vault);
    VehicleRef vehicle = identity.vehicle();
    Digest certificate = Credentials.digest(identity.chain().get(0));
    try (var registry = new VehicleRegistry(bootstrapServers, InstantSource.system())) {
      Optional<VehicleRecord> known =
          registry.list().stream()
              .filter(row -> row.vehicle().equals(vehicle))
              .filter(row -> row.certificate().equals(certificate))
              .findFirst();
      return known.isPresent()
          ? known.get()
          : registry.enrol(vehicle, vault.sealPublicKey(), certificate);
    }
  }
}
