package dev.breakwater.audit.fsck;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static dev.breakwater.audit.log.LogFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFsckTest {
  @TempDir Path home;
  private Path published;
  private Path state;
  private byte[] olderHead;
  private byte[] narrow;

  @BeforeEach
  void write() throws Exception {
    published = home.resolve("log");
    state = home.resolve("state");
    try (var store = DirectoryLogStore.open(published, state)) {
      var log = TransparencyLog.open(store, KEY, InstantSource.fixed(NOW));
      log.append(leaves(0, 300), bytes("300"));
      olderHead = Files.readAllBytes(state.resolve("head"));
      narrow = Files.readAllBytes(published.resolve("tile/0/001.p/44"));
      log.append(leaves(300, 310), bytes("310"));
    }
  }

  private LogFsck.Report check() throws IOException {
    return LogFsck.check(published, state, policy());
  }

  private void assertFinds(String finding) throws IOException {
    assertThat(check().findings()).extracting(Finding::toString).anyMatch(finding::equals);
  }

  @Test
  void log_atRest_isSound() throws Exception {
    assertThat(check().findings()).isEmpty();
    assertThat(check().size()).hasValue(310);
    assertThat(check().attachment()).contains(bytes("310"));
  }

  @Test
  void log_thatIsOpen_isNotChecked() throws Exception {
    try (var store = DirectoryLogStore.open(published, state)) {
      assertThat(store.head()).isNotNull();
      assertThatThrownBy(this::check).hasMessageContaining("the log is open");
    }
  }

  @Test
  void supersededTile_thatIsLeft_isNamed() throws Exception {
    Files.createDirectories(published.resolve("tile/0/001.p"));
    Files.write(published.resolve("tile/0/001.p/44"), narrow);
    assertFinds("entry 256: tile/0/001.p/44: is superseded and still there");
  }

  @Test
  void tile_thatIsChanged_isNamedWithItsFirstBadEntry() throws Exception {
    Path tile = published.resolve("tile/0/000");
    byte[] hashes = Files.readAllBytes(tile);
    hashes[17 * 32] ^= 1;
    Files.write(tile, hashes);
    assertFinds("entry 17: tile/0/000: entry 17 does not have the hash in tile/0/000");
    assertThat(check().size()).isEmpty();
  }

  @Test
  void head_ofAnEarlierTree_isNamed() throws Exception {
    Files.write(state.resolve("head"), olderHead);
    assertFinds("head: is of another checkpoint than the published one");
  }

  @Test
  void head_thatIsDamagedOrGone_isNamed() throws Exception {
    Files.writeString(state.resolve("head"), "nonsense");
    assertFinds("head: is no head of a log");
    Files.delete(state.resolve("head"));
    assertFinds("head: is missing or too long");
    Files.write(state.resolve("head"), new byte[(1 << 20) + 1]);
    assertFinds("head: is missing or too long");
  }

  @Test
  void appendThatNeverHappened_isNoDamage_andOneThatTheHeadNamesIs() throws Exception {
    Files.writeString(
        state.resolve("staged/" + "0".repeat(64)), "cut off before the head named it");
    assertThat(check().findings()).isEmpty();
    String head = Files.readString(state.resolve("head"));
    String named = head.lines().toList().get(2).substring("staged ".length());
    Files.writeString(state.resolve("staged/" + named), "not yet applied");
    assertFinds("staged/" + named + ": is half done: open the log with its writer once");
  }

  @Test
  void whatIsHalfDone_orNobodys_isNamed() throws Exception {
    Files.writeString(state.resolve("staged/abc"), "x");
    Files.writeString(state.resolve("unfinished/published"), "x");
    Files.writeString(state.resolve("copy-of-head"), "x");
    assertFinds("staged/abc: is half done: open the log with its writer once");
    assertFinds("unfinished/published: is half done: open the log with its writer once");
    assertFinds("copy-of-head: does not belong beside the head");
  }
}
