package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.cli.ExportsInLog.Entry;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExportsInLogTest {
  private static FiledRelease release(@Nullable Long logged) {
    var about = new Statement.About("release-1", Digest.ZERO, "", 0, "recipient-1");
    var statement =
        new Statement(
            "0".repeat(32), "EXPORT", "PERMITTED", List.of(), Digest.ZERO, about, "key", 0);
    return new FiledRelease(
        1,
        1,
        1,
        "approval",
        "recipient-1",
        Instant.EPOCH,
        FiledRelease.State.LOGGED,
        1,
        0,
        new FiledRelease.Reached(1, 0, 1),
        Digest.ZERO,
        statement,
        new FiledRelease.Progress(logged, null, 0, ""),
        Map.of(),
        Map.of());
  }

  private static Optional<String> difference(@Nullable Long booked, OptionalLong inLog)
      throws Exception {
    return new ExportsInLog(statement -> Optional.of(inLog), List.of()).difference(release(booked));
  }

  @Test
  void release_whereTheBookSays_hasNoDifference() throws Exception {
    assertThat(difference(12L, OptionalLong.of(12))).isEmpty();
    assertThat(difference(null, OptionalLong.empty())).isEmpty();
  }

  @Test
  void release_elsewhereOrNowhere_isTold() throws Exception {
    assertThat(difference(12L, OptionalLong.of(1234))).contains("it is entry 1234");
    assertThat(difference(null, OptionalLong.of(0))).contains("it is entry 0");
    assertThat(difference(12L, OptionalLong.empty())).contains("it has no entry of this release");
  }

  @Test
  void release_whoseKeyIsDestroyed_cannotBeCompared() throws Exception {
    var log = new ExportsInLog(statement -> Optional.empty(), List.of());
    assertThat(log.difference(release(12L))).isEmpty();
  }

  @Test
  void entry_thatNoReleaseHas_isFound_andOfADestroyedKeyTheBookIsBelieved() throws Exception {
    var leaf =
        new LeafContent("EXPORT", Digest.ZERO, "RELEASED", List.of(), Digest.ZERO, Instant.EPOCH);
    var entries = List.of(new Entry(3, leaf), new Entry(12, leaf));
    var elsewhere = new ExportsInLog(statement -> Optional.of(OptionalLong.of(3)), entries);
    var destroyed = new ExportsInLog(statement -> Optional.empty(), entries);

    assertThat(elsewhere.without(List.of(release(12L)))).extracting(Entry::index).containsOnly(12L);
    assertThat(destroyed.without(List.of(release(12L)))).extracting(Entry::index).containsOnly(3L);
    assertThat(destroyed.without(List.of())).hasSize(2);
  }

  @Test
  void release_inALogThatThePolicyDoesNotAccept_endsTheCommand() {
    var log =
        new ExportsInLog(
            statement -> {
              Checkpoint.parse("no checkpoint");
              return Optional.empty();
            },
            List.of());
    assertThatThrownBy(() -> log.difference(release(12L)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("not accepted");
  }
}
