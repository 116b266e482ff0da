package dev.breakwater.audit.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.log.LogFixture;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowerTest {
  @TempDir private Path folder;

  /** A log and a place where it is published. */
  private record Published(TransparencyLog log, MemoryLogStore store) {
    static Published withKey(SignerKey key) throws Exception {
      var store = new MemoryLogStore();
      return new Published(TransparencyLog.open(store, key, () -> LogFixture.NOW), store);
    }

    static Published of(long... leaves) throws Exception {
      return withKey(LogFixture.KEY).and(leaves);
    }

    Published and(long... leaves) throws Exception {
      for (long leaf : leaves) {
        log.append(LogFixture.leaves(leaf, leaf + 1), Bytes.EMPTY);
      }
      return this;
    }
  }

  private FollowReport look(Published... places) throws Exception {
    List<LogSource> sources =
        List.of(places).stream().map(each -> LogFixture.source(each.store())).toList();
    return new Follower(sources, LogFixture.policy(), new KnownHeads(folder)).look();
  }

  @Test
  void log_thatGrows_isConsistentWithWhatWasSeen() throws Exception {
    Published log = Published.of(1, 2, 3);
    assertThat(look(log)).isEqualTo(new FollowReport.Consistent(0, log.log().head().checkpoint()));
    log.and(4, 5);
    assertThat(look(log)).isEqualTo(new FollowReport.Consistent(3, log.log().head().checkpoint()));
    log.log().append(LogFixture.leaves(10, 400), Bytes.EMPTY);
    assertThat(look(log, Published.of(1, 2)))
        .isEqualTo(new FollowReport.Consistent(5, log.log().head().checkpoint()));
  }

  @Test
  void places_withDifferentTreesOfOneSize_areASplitThatTheNotesProve() throws Exception {
    Published one = Published.of(1, 2, 3);
    Published two = Published.of(1, 2, 4);
    FollowReport report = look(one, two);
    assertThat(report).isInstanceOf(FollowReport.Split.class);
    var split = (FollowReport.Split) report;
    assertThat(List.of(split.smaller(), split.larger()))
        .containsExactlyInAnyOrder(one.log().head().note(), two.log().head().note());
    assertThat(new KnownHeads(folder).find(LogFixture.KEY.name())).isEmpty();
    try (var kept = Files.list(folder)) {
      assertThat(kept.map(each -> each.getFileName().toString()))
          .hasSize(2)
          .allMatch(name -> name.startsWith("split-"));
    }
  }

  @Test
  void place_whoseTreeDoesNotBeginWithTheOthers_isASplit() throws Exception {
    assertThat(look(Published.of(1, 2), Published.of(1, 3, 4, 5)))
        .isInstanceOf(FollowReport.Split.class);
  }

  @Test
  void log_writtenAnewWithTheSameKey_isASplitFromWhatWasSeen() throws Exception {
    look(Published.of(1, 2, 3));
    assertThat(look(Published.of(1, 2, 9, 4))).isInstanceOf(FollowReport.Split.class);
    assertThat(look(Published.of(1, 2, 3, 4))).isInstanceOf(FollowReport.Consistent.class);
  }

  @Test
  void log_thatIsSmallerThanWhatWasSeen_isBehind() throws Exception {
    Published seen = Published.of(1, 2, 3);
    look(seen);
    Published old = Published.of(1, 2);
    assertThat(look(old))
        .isEqualTo(
            new FollowReport.Behind(seen.log().head().checkpoint(), old.log().head().checkpoint()));
  }

  @Test
  void log_ofAnotherKeyOrWithOtherTiles_isNotBelieved() throws Exception {
    look(Published.of(1, 2));
    Published forged =
        Published.withKey(SignerKey.generate(LogFixture.KEY.name(), new SecureRandom()));
    assertThatThrownBy(() -> look(forged.and(1, 2, 3))).isInstanceOf(NoteException.class);
    Published damaged = Published.of(1, 2, 3);
    damaged.store().write("tile/0/000.p/3", Bytes.of(new byte[96]));
    assertThatThrownBy(() -> look(damaged))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not those of the checkpoint");
  }
}
