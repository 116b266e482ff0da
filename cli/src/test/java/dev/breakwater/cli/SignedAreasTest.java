package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.survey.SensitiveAreas;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Auto Provisions Art. 3(1): whoever signs the policy says where no picture is taken")
class SignedAreasTest {
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
  private static final String AREAS =
      """
      areas:
        - name: barracks
          circle: {latitude: 39.9, longitude: 116.4, radius-m: 1000}
      """;

  @TempDir Path home;
  private final SignerKey office = SignerKey.generate("office.example", new SecureRandom());
  private Path file;

  @BeforeEach
  void pinTheOffice() throws Exception {
    file = home.resolve("areas.note");
    Files.writeString(
        home.resolve("keys.yaml"),
        "keys:\n  - key: %s\n    from: 2026-01-01T00:00:00Z\n    to: 2027-01-01T00:00:00Z\n"
            .formatted(office.verifierKey()));
  }

  private SensitiveAreas read(Instant now) throws Exception {
    try (var policies = CarPolicies.open(home, () -> now)) {
      return SignedAreas.read(file, policies, now);
    }
  }

  private void sign(String yaml, SignerKey key) throws Exception {
    Bytes text = Bytes.of(yaml.getBytes(StandardCharsets.UTF_8));
    Files.write(file, OfficeNote.sign(text, key).toArray());
  }

  @Test
  void areas_signedByTheOffice_areTaken() throws Exception {
    sign(AREAS, office);
    assertThat(read(NOW).areas()).hasSize(1);
  }

  @Test
  void areas_thatNobodyOrSomebodyElseSigned_stopTheStart() throws Exception {
    Files.writeString(file, AREAS);
    refused("it is no signed note", "Have the compliance office sign it");
    sign(AREAS, SignerKey.generate("office.example", new SecureRandom()));
    refused("is refused: ", "Have the compliance office sign it");
  }

  @Test
  void areas_changedBehindTheSignature_stopTheStart() throws Exception {
    sign(AREAS, office);
    Files.writeString(file, Files.readString(file).replace("radius-m: 1000", "radius-m: 1"));
    refused("is refused: ", "Have the compliance office sign it");
  }

  @Test
  void areas_signedByAKeyThatIsOver_stopTheStart() throws Exception {
    sign(AREAS, office);
    Instant later = Instant.parse("2027-06-01T00:00:00Z");
    assertThatThrownBy(() -> read(later)).hasMessageContaining("not in force");
  }

  @Test
  void areas_withAMistake_areNamedWithTheirPlace() throws Exception {
    sign(AREAS.replace("radius-m", "radius"), office);
    refused("areas.note:3:", "Correct the file of areas");
  }

  @Test
  void areas_thatAreNotThere_stopTheStart() {
    refused("areas.note", "Name the signed file of areas");
  }

  @Test
  void areas_ofACarThatHasNoKeyPinned_stopTheStart() throws Exception {
    sign(AREAS, office);
    Files.delete(home.resolve("keys.yaml"));
    refused("no key is pinned", "keys.yaml");
  }

  private void refused(String problem, String remedy) {
    assertThatThrownBy(() -> read(NOW))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(remedy);
  }
}
