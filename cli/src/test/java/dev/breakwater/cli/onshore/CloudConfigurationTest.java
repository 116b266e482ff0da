package dev.breakwater.cli.onshore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import dev.breakwater.console.Role;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudConfigurationTest {
  private static CloudConfiguration read(String yaml) throws InvalidSourceException {
    return CloudConfiguration.read(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "cloud.yaml");
  }

  @Test
  void printed_readBack_saysTheDefaults() throws Exception {
    CloudConfiguration read = read(CloudConfiguration.printed());

    for (Section<?> section : CloudConfiguration.SECTIONS) {
      assertThat((Object) read.get(section)).isEqualTo(section.preset());
    }
  }

  @Test
  void printed_everyOption_hasOneLineOfComment() {
    for (Section<?> section : CloudConfiguration.SECTIONS) {
      for (Setting<?> setting : section.settings()) {
        assertThat(setting.comment()).as(setting.name()).isNotBlank().hasSizeLessThan(98);
      }
    }
  }

  @Test
  void unknownOption_isNamedWithItsPlaceAndTheNearestName() {
    assertThatThrownBy(() -> read("kafka:\n  server: a:1\n"))
        .hasMessageContaining("cloud.yaml:2:3: unknown option 'server'; did you mean 'servers'?");
  }

  @Test
  void wrongValues_areNamedTogether() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    kafka: {servers: broker}
                    job: {flink: 'ftp://flink:8081'}
                    receiver:
                      nodes: ['one=10.0.0.1:5685']
                    """))
        .isInstanceOfSatisfying(
            InvalidSourceException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.line() + ": " + problem.text())
                    .containsExactly(
                        "1: host:port,host:port is expected here",
                        "4: a whole number from 0 to 255 is expected here",
                        "2: http://host:port is expected here"));
  }

  @Test
  void optionsThatDoNotFitEachOther_areNamedAtTheSection() {
    assertThatThrownBy(() -> read("receiver: {node: 3, nodes: ['1=10.0.0.1:5685']}\n"))
        .hasMessageContaining("no address of receiver 3, which is this one");
    assertThatThrownBy(() -> read("receiver: {bytes-per-second: 1KiB}\n"))
        .hasMessageContaining("at least 256KiB a second");
    assertThatThrownBy(() -> read("job: {state-backend: disk}\n"))
        .hasMessageContaining("hashmap or rocksdb");
    assertThatThrownBy(() -> read("console: {certificate: /a.pem}\n"))
        .hasMessageContaining("certificate and key are given together");
    assertThatThrownBy(() -> read("openid: {issuer: 'http://idp.example/'}\n"))
        .hasMessageContaining("the issuer is an https address");
  }

  @Test
  void provider_ofSignIn_isReadWithItsSecret_andNotWithoutIt(@TempDir Path folder)
      throws Exception {
    Path secret = folder.resolve("secret");
    OpenIdSection section =
        read("""
        openid:
          issuer: https://idp.example/
          client-secret-file: %s
          auditor: [compliance, audit]
        """
                .formatted(secret))
            .get(OpenIdSection.SECTION);

    assertThatThrownBy(section::withSecret)
        .isInstanceOfSatisfying(
            CommandFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
    Files.writeString(secret, "s3cret\n");
    var told = section.withSecret().orElseThrow();
    assertThat(told.clientSecret()).isEqualTo("s3cret");
    assertThat(told.roles().get(Role.AUDITOR)).containsExactlyInAnyOrder("compliance", "audit");
    assertThat(told.toString()).doesNotContain("s3cret");
  }

  @Test
  void map_withoutItsReviewNumber_orWithANumberOfNoForm_stopsTheStart() {
    for (String yaml : List.of("map: {module: map.js}\n", "map: {review-number: GS(2026)1号}\n")) {
      assertThatThrownBy(() -> read(yaml))
          .hasMessageContaining("cloud.yaml:1:6: module and review-number are given together");
    }
    assertThatThrownBy(() -> read("map: {module: map.js, review-number: 'GS-1234'}\n"))
        .hasMessageContaining("'GS-1234' is no review number of a map, e.g. GS(2026)1234号");
  }

  @Test
  void map_isOpenedWithItsModule_andNotWithoutIt(@TempDir Path folder) throws Exception {
    MapSection section =
        read("map: {module: %s, review-number: GS(2026)1234号}\n".formatted(folder))
            .get(MapSection.SECTION);

    assertThatThrownBy(section::open)
        .isInstanceOfSatisfying(
            CommandFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessage(
            folder
                + "/map.js: no module of a map is there. Name another in section 'map', or leave"
                + " the section out.");
    Files.writeString(folder.resolve("map.js"), "export function draw() {}");
    var offer = section.open().orElseThrow().offer();
    assertThat(offer.module()).isEqualTo("/api/map/map.js");
    assertThat(offer.reviewNumber()).isEqualTo("GS(2026)1234号");
    assertThat(read("kafka:\n").get(MapSection.SECTION).open()).isEmpty();
  }

  @Test
  void nodes_areSeenFromTheReceiverThatIsStarted() throws Exception {
    var section =
        read("receiver: {node: 1, nodes: ['1=127.0.0.1:5685', '2=127.0.0.2:5685']}\n")
            .get(ReceiverSection.SECTION);

    assertThat(section.nodes(2).orElseThrow().own()).isEqualTo(2);
    assertThat(section.nodes(2).orElseThrow().addresses()).hasSize(2);
  }
}
