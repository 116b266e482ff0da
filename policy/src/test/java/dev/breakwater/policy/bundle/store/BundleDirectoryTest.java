package dev.breakwater.policy.bundle.store;

import static dev.breakwater.policy.bundle.TestBundle.key;
import static dev.breakwater.policy.bundle.TestBundle.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.bundle.Refusal;
import dev.breakwater.policy.bundle.TestBundle;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00.123456Z");
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

  private static final PolicyEngine BUILT_IN = PolicyEngine.compile(PolicyPack.cnAuto());

  @TempDir private Path home;
  private Path folder;
  private PoliciesInForce policies;

  @BeforeEach
  void findNothing() {
    folder = home.resolve("accepted");
    policies = new PoliciesInForce(BUILT_IN);
  }

  @Test
  void accept_soundBundle_isInForceAndThereAfterARestart() throws Exception {
    open().accept(TestBundle.of(1, JULY.toString()).tar(), NOW);
    assertThat(sequenceAt(JULY)).isEqualTo(1);

    open();

    assertThat(sequenceAt(JULY)).isEqualTo(1);
    assertThat(policies.newest().orElseThrow().acceptedAt())
        .isEqualTo(Instant.parse("2026-06-01T00:00:00.123Z"));
    assertThat(names()).containsExactly("000000000000000001@1780272000123.tar");
  }

  @Test
  void accept_refusedBundle_leavesTheOldOneInForceAndNothingOnDisk() throws Exception {
    var directory = open();
    directory.accept(TestBundle.of(2, JULY.toString()).tar(), NOW);
    List<String> before = names();

    var e =
        catchThrowableOfType(
            BundleRefusedException.class,
            () -> directory.accept(TestBundle.of(1, JULY.toString()).tar(), NOW));

    assertThat(e.refusal()).isEqualTo(Refusal.SEQUENCE_NOT_HIGHER);
    assertThat(sequenceAt(JULY)).isEqualTo(2);
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void open_keysRolledOverTwiceAndSinceExpired_areVerifiedAsOfTheirAcceptance() throws Exception {
    var directory = open();
    var june = new Period(TestBundle.YEAR.from(), JULY);
    directory.accept(TestBundle.of(1, JULY.toString()).next(key("ed.2", june)).tar(), NOW);
    directory.accept(
        TestBundle.of(2, JULY.toString()).signedBy("ed.2").next(key("ed.3")).tar(),
        NOW.plusSeconds(1));
    directory.accept(
        TestBundle.of(10, JULY.toString()).signedBy("ed.3").tar(), JULY.plusSeconds(1));

    open();

    assertThat(sequenceAt(JULY)).isEqualTo(10);
  }

  @Test
  void accept_directoryFails_leavesTheOldOneInForceUntilItWorksAgain() throws Exception {
    var directory = open();
    directory.accept(TestBundle.of(1, JULY.toString()).tar(), NOW);
    Path obstacle = Files.createDirectory(folder.resolve("draft"));

    assertThatThrownBy(() -> directory.accept(TestBundle.of(2, JULY.toString()).tar(), NOW))
        .isInstanceOf(IOException.class);
    assertThat(sequenceAt(JULY)).isEqualTo(1);

    Files.delete(obstacle);
    directory.accept(TestBundle.of(2, JULY.toString()).tar(), NOW);
    assertThat(sequenceAt(JULY)).isEqualTo(2);
  }

  @Test
  void accept_earlierAttemptFailedButStored_leavesOneFileOfTheNumber() throws Exception {
    var directory = open();
    byte[] stored = TestBundle.of(1, JULY.toString()).tar().toArray();
    Files.write(folder.resolve("000000000000000001@1780272000000.tar"), stored);

    directory.accept(TestBundle.of(1, JULY.toString()).tar(), NOW);

    assertThat(names()).containsExactly("000000000000000001@1780272000123.tar");
    open();
    assertThat(sequenceAt(JULY)).isEqualTo(1);
  }

  @Test
  void open_draftOfAStopInTheMiddle_isThrownAway() throws Exception {
    open();
    Files.writeString(folder.resolve("draft"), "half");

    open();

    assertThat(names()).isEmpty();
  }

  @Test
  void open_bundleThatWasChanged_namesTheFile() throws Exception {
    open().accept(TestBundle.of(1, JULY.toString()).tar(), NOW);
    Path file = folder.resolve(names().get(0));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedBundleException.class)
        .hasMessageStartingWith(file + ": ");
  }

  @Test
  void open_bundleUnderAnotherNumberOrAStrangeFile_namesTheFile() throws Exception {
    open().accept(TestBundle.of(1, JULY.toString()).tar(), NOW);
    Path file = folder.resolve(names().get(0));
    Path renamed = Files.move(file, folder.resolve("000000000000000002@1780272000123.tar"));
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedBundleException.class)
        .hasMessage(renamed + ": it is test 1");

    Files.move(renamed, folder.resolve("notes.txt"));
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedBundleException.class)
        .hasMessage(folder.resolve("notes.txt") + ": it is no accepted bundle");
  }

  private BundleDirectory open() throws IOException, DamagedBundleException {
    policies = new PoliciesInForce(BUILT_IN);
    var acceptance = new Acceptance(ring(key("ed.1")), TestBundle.SCHEME, policies);
    return BundleDirectory.open(folder, acceptance, policies);
  }

  private long sequenceAt(Instant at) {
    return policies.bundleAt(at).orElseThrow().manifest().sequence();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
