package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.timestamp.LocalTimeAuthority;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeAuthoritiesTest {
  @TempDir Path root;

  private TimeAuthorities read() throws IOException {
    var connections = new CheckedConnections(JurisdictionList.none(), HostResolver.SYSTEM);
    return TimeAuthorities.of(root, connections, InstantSource.system(), new SecureRandom());
  }

  @Test
  void noFile_aLocalAuthorityStandsIn_andKeepsItsKey() throws Exception {
    var token = read().client().stamp(Digest.ZERO);

    assertThat(read().client().stamp(Digest.ZERO)).isNotNull();
    Path anchor = LocalTimeAuthority.anchor(root.resolve("local-time-authority"));
    assertThat(token.verify(Digest.ZERO, TimeAnchors.read(anchor))).isNotNull();
    assertThat(Files.getPosixFilePermissions(anchor.resolveSibling("key"))).hasSize(2);
  }

  @Test
  void file_namesTheAuthority_itsAnchorAndHowOften() throws Exception {
    read();
    Files.copy(root.resolve("local-time-authority/anchor.pem"), root.resolve("a.pem"));
    Files.writeString(
        root.resolve("time-authority.yaml"),
        "url: https://tsa.example.cn/tsr\nanchor: a.pem\nminutes: 90\n");
    assertThat(read().every()).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void file_withMistakes_namesAllOfThem() throws Exception {
    Files.writeString(
        root.resolve("time-authority.yaml"), "url: ftp://x/\nminutes: 1500\nmore: 1\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("yaml:1:")
        .hasMessageContaining("yaml:2:")
        .hasMessageContaining("more")
        .hasMessageContaining("anchor");
  }
}
