package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** An authority with its receiver's credentials, and the vehicles it makes. */
final class Enrolment {
  private final SecureRandom random = new SecureRandom();
  private final Path directory;
  private final CertificateAuthority authority;
  private final Credentials receiver;

  Enrolment(Path directory) throws IOException {
    this.directory = directory;
    this.authority =
        CertificateAuthority.init(
            directory.resolve("ca"), "test authority", InstantSource.system(), random);
    this.receiver = authority.issueServer(List.of("127.0.0.1"), directory.resolve("receiver"));
  }

  CertificateAuthority authority() {
    return authority;
  }

  ReceiverSettings receiver(String bootstrapServers, int port) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new ReceiverSettings(address, receiver, authority.certificate(), bootstrapServers);
  }

  VehicleRef newVehicle() {
    return VehicleRef.random(random);
  }

  /** The keys that receivers here share. */
  ItemCipher cipher() {
    return TestCiphers.on(directory.resolve("keys"));
  }

  Credentials issue(VehicleRef vehicle) throws IOException {
    return authority.issueVehicle(vehicle, identity(vehicle));
  }

  Path identity(VehicleRef vehicle) {
    return directory.resolve(vehicle.value());
  }

  Credentials enrol(VehicleRef vehicle, VehicleRegistry registry) throws IOException {
    Credentials credentials = issue(vehicle);
    registry.enrol(vehicle, Records.bytes(32), credentials.digest());
    return credentials;
  }
}
