package dev.breakwater.cli.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.wire.VehicleRef;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAgeTest {
  private static final Instant ISSUED = Instant.parse("2026-11-26T00:00:00Z");

  @TempDir Path home;

  private X509Certificate certificate() throws Exception {
    var random = new SecureRandom();
    var clock = InstantSource.fixed(ISSUED);
    var authority = CertificateAuthority.init(home.resolve("ca"), "CA", clock, random);
    return authority.issueVehicle(VehicleRef.random(random), home.resolve("car")).certificate();
  }

  @Test
  void certificate_livesNinetyDays_warnsFourteenBefore_andEnds() throws Exception {
    X509Certificate certificate = certificate();
    Instant end = certificate.getNotAfter().toInstant();

    assertThat(Duration.between(ISSUED, end)).isLessThanOrEqualTo(Duration.ofDays(90));
    assertThat(CertificateAge.requireValid(certificate, ISSUED)).isEmpty();
    assertThat(CertificateAge.requireValid(certificate, end.minus(Duration.ofDays(15)))).isEmpty();
    assertThat(CertificateAge.requireValid(certificate, end.minus(Duration.ofDays(14))))
        .hasValue(14);
    assertThat(CertificateAge.requireValid(certificate, end.minusSeconds(1))).hasValue(0);
    assertThatThrownBy(() -> CertificateAge.requireValid(certificate, end))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("expired at " + end)
        .hasMessageContaining("vehicle rotate");
  }
}
