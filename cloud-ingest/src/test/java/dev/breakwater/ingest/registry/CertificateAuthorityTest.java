package dev.breakwater.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Digest;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";

  @TempDir private Path directory;

  private final SecureRandom random = new SecureRandom();
  private final VehicleRef car = VehicleRef.random(random);
  private CertificateAuthority authority;

  @BeforeEach
  void init() throws Exception {
    authority = CertificateAuthority.init(ca(), "fleet", InstantSource.fixed(NOW), random);
  }

  @Test
  void vehicleCertificate_issued_namesTheVehicleForAtMostNinetyDays() throws Exception {
    X509Certificate certificate =
        authority.issueVehicle(car, directory.resolve("car")).certificate();
    certificate.verify(authority.certificate().getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + car.value());
    assertThat(certificate.getExtendedKeyUsage()).containsExactly(CLIENT);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(
            Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
        .isEqualTo(CertificateAuthority.VEHICLE_VALIDITY);
    certificate.checkValidity(Date.from(NOW));
  }

  @Test
  void serverCertificate_issued_namesItsHosts() throws Exception {
    var certificate =
        authority
            .issueServer(List.of("localhost", "127.0.0.1"), directory.resolve("server"))
            .certificate();
    assertThat(certificate.getExtendedKeyUsage()).containsExactly(SERVER);
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
  }

  @Test
  void credentials_readBack_areTheSameAndTheKeyFits() throws Exception {
    Credentials issued = authority.issueVehicle(car, directory.resolve("car"));
    Credentials read = Credentials.read(directory.resolve("car"));
    assertThat(read.chain()).isEqualTo(issued.chain()).hasSize(2);
    assertThat(read.digest()).isEqualTo(Digest.of(issued.certificate().getEncoded()));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(read.key());
    signature.update(new byte[10]);
    byte[] signed = signature.sign();
    signature.initVerify(read.certificate());
    signature.update(new byte[10]);
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void keyFile_written_isForItsOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(ca().resolve("key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void credentials_thereAlready_areNotOverwritten() throws Exception {
    byte[] before = Files.readAllBytes(ca().resolve("key.pem"));
    assertThatThrownBy(
            () -> CertificateAuthority.init(ca(), "again", InstantSource.fixed(NOW), random))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readAllBytes(ca().resolve("key.pem"))).isEqualTo(before);
  }

  @Test
  void authority_opened_issuesUnderTheSameCertificate() throws Exception {
    var opened = CertificateAuthority.open(ca(), InstantSource.fixed(NOW), random);
    Credentials issued = opened.issueVehicle(car, directory.resolve("car"));
    issued.certificate().verify(authority.certificate().getPublicKey());
    assertThat(issued.chain().get(1)).isEqualTo(authority.certificate());
  }

  @Test
  void keyFile_damaged_isNamed() throws Exception {
    Path key = ca().resolve("key.pem");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> CertificateAuthority.open(ca(), InstantSource.fixed(NOW), random))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key.pem");
  }

  @Test
  void pemFile_tooLarge_isNotRead() throws Exception {
    Files.write(ca().resolve("certificate.pem"), new byte[(64 << 10) + 1]);
    assertThatThrownBy(() -> CertificateAuthority.open(ca(), InstantSource.fixed(NOW), random))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger");
  }

  private Path ca() {
    return directory.resolve("ca");
  }
}
