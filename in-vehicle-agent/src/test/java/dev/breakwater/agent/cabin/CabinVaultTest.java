package dev.breakwater.agent.cabin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "Cabin data stays, encrypted and bounded (Auto Provisions Art. 6(1), GB/T 44464 §5.4.1)")
class CabinVaultTest {
  private static final Purpose WATCH = Purpose.DRIVER_MONITORING;

  @TempDir Path home;
  private final Map<String, Consent> decided = new ConcurrentHashMap<>();
  private TestCar car;
  private CabinVault vault;

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    decided.put("cabin.camera", Consent.IN_VEHICLE);
    vault = openVault(new VaultBounds(1 << 20, Duration.ofHours(24)));
  }

  private CabinVault openVault(VaultBounds bounds) {
    return new CabinVault(
        home.resolve("cabin-vault"),
        car.vault,
        new Consents(Map.copyOf(decided)),
        bounds,
        car.clocks().wall(),
        new SecureRandom());
  }

  private CabinSample sample(String content) {
    return new CabinSample(
        "cabin.camera", car.millis.get(), Bytes.of(content.getBytes(ISO_8859_1)));
  }

  @Test
  void vault_withoutConsent_keepsNothingAndMakesNoDirectory() throws Exception {
    decided.clear();
    vault = openVault(VaultBounds.DEFAULT);

    assertThat(vault.keep(WATCH, sample("face"))).isFalse();
    assertThat(vault.read(WATCH)).isEmpty();
    vault.expire();

    assertThat(home.resolve("cabin-vault")).doesNotExist();
  }

  @Test
  void vault_sampleOfAnotherPurpose_isNotKept() throws Exception {
    assertThat(vault.keep(Purpose.VOICE_CONTROL, sample("face"))).isFalse();
  }

  @Test
  void vault_kept_isReadBackInOrderAlsoAfterARestart() throws Exception {
    vault.keep(WATCH, sample("one"));
    vault.keep(WATCH, sample("two"));
    car.pass(Duration.ofSeconds(1));
    vault.keep(WATCH, sample("three"));

    List<CabinSample> samples = openVault(VaultBounds.DEFAULT).read(WATCH);

    assertThat(samples)
        .extracting(sample -> new String(sample.content().toArray(), ISO_8859_1))
        .containsExactly("one", "two", "three");
    assertThat(vault.counts(WATCH)).isEqualTo(Map.of("cabin.camera", 3L));
  }

  @Test
  @DisplayName("GB/T 44464-2024 D.4.1: look for it in what lies on the disk")
  void vault_onTheDisk_isCiphertextAndNoTwoSamplesAreAlike() throws Exception {
    vault.keep(WATCH, sample("CABIN MARKER"));
    vault.keep(WATCH, sample("CABIN MARKER"));

    List<String> contents = contents();

    assertThat(contents).hasSize(3).doesNotHaveDuplicates();
    assertThat(contents).noneMatch(content -> content.contains("CABIN"));
  }

  @Test
  void vault_changedOrRenamedSample_isNotRead() throws Exception {
    vault.keep(WATCH, sample("one"));
    Path sample = samples().get(0);
    Path renamed = sample.resolveSibling(sample.getFileName().toString().replace("-0-", "-7-"));
    Files.move(sample, renamed);

    assertThatThrownBy(() -> openVault(VaultBounds.DEFAULT).read(WATCH))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed");
  }

  @Test
  void vault_moreBytesThanItsBound_losesTheOldest() throws Exception {
    vault = openVault(new VaultBounds(300, Duration.ofHours(24)));
    for (int i = 0; i < 5; i++) {
      car.pass(Duration.ofSeconds(1));
      vault.keep(WATCH, sample(i + "x".repeat(71))); // 100 bytes of ciphertext
    }

    assertThat(vault.read(WATCH))
        .extracting(sample -> new String(sample.content().toArray(), ISO_8859_1).charAt(0))
        .containsExactly('2', '3', '4');
    assertThat(samples()).hasSize(3);
  }

  @Test
  void vault_samplesOlderThanItsBound_areDeleted() throws Exception {
    vault.keep(WATCH, sample("one"));
    car.pass(Duration.ofHours(24).plusMillis(1));

    vault.expire();

    assertThat(samples()).isEmpty();
  }

  @Test
  void withdrawal_destroysTheKeyAndTheSamples() throws Exception {
    vault.keep(WATCH, sample("one"));
    vault.keep(WATCH, sample("two"));
    Path copy = home.resolve("copy");
    Files.copy(samples().get(0), copy);

    assertThat(vault.delete(WATCH, Consent.NO).items()).isEqualTo(Map.of("cabin.camera", 2L));

    assertThat(home.resolve("cabin-vault/driver-monitoring")).doesNotExist();
    assertThat(vault.delete(WATCH, Consent.NO).isNothing()).isTrue();
    // The next consent has another key: what somebody copied stays unreadable.
    vault.keep(WATCH, sample("three"));
    Path three = samples().get(0);
    Files.copy(copy, three.resolveSibling(three.getFileName().toString().replace("-0-", "-9-")));
    assertThatThrownBy(() -> openVault(VaultBounds.DEFAULT).read(WATCH))
        .isInstanceOf(IOException.class);
  }

  @Test
  void consentInTheCar_deletesNothing() throws Exception {
    vault.keep(WATCH, sample("one"));

    assertThat(vault.delete(WATCH, Consent.IN_VEHICLE).isNothing()).isTrue();

    assertThat(samples()).hasSize(1);
  }

  @Test
  void deletionCutShortAfterTheKey_leavesNothingReadableAndIsFinished() throws Exception {
    vault.keep(WATCH, sample("one"));
    Files.delete(home.resolve("cabin-vault/driver-monitoring/key"));

    vault = openVault(VaultBounds.DEFAULT);

    assertThat(vault.read(WATCH)).isEmpty();
    assertThat(samples()).isEmpty();
  }

  private List<Path> samples() throws IOException {
    try (var files = Files.list(home.resolve("cabin-vault/driver-monitoring"))) {
      return files.filter(file -> file.toString().endsWith(".sample")).sorted().toList();
    }
  }

  private List<String> contents() throws IOException {
    try (var files = Files.list(home.resolve("cabin-vault/driver-monitoring"))) {
      return files.map(CabinVaultTest::content).toList();
    }
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
