package dev.breakwater.cli.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.registry.Credentials;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCertificateTest {
  @TempDir private Path folder;

  @Test
  void certificate_isKept_andMadeAnewBeforeItEnds() throws Exception {
    var trust = new Trust(new DataLayout(folder), new SecureRandom());
    trust.prepareCloud();
    InstantSource now = InstantSource.system();
    Credentials first = Credentials.read(trust.console(now));

    assertThat(Credentials.read(trust.console(now)).digest()).isEqualTo(first.digest());
    InstantSource later = () -> first.expiresAt().minus(Duration.ofDays(29));
    assertThat(Credentials.read(trust.console(later)).digest()).isNotEqualTo(first.digest());
  }
}
