package dev.breakwater.ingest.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.ingest.search.SearchIndex.Batch;
import dev.breakwater.ingest.search.SearchIndex.Count;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchIndexTest {
  private static final Question ALL =
      new Question(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @TempDir private Path directory;
  private SearchIndex index;

  @BeforeEach
  void open() throws Exception {
    index = SearchIndex.open(directory.resolve("search/index.db"));
  }

  @AfterEach
  void close() throws Exception {
    index.close();
  }

  private static IndexedEntry entry(long place, String hour, String vehicle) {
    return new IndexedEntry(
        place,
        "STORE",
        "STORED",
        List.of("rule"),
        Digest.of(new byte[] {(byte) place}),
        Instant.parse(hour),
        vehicle,
        vehicle + "/1/BULK/" + place,
        "exterior.clip",
        "",
        "key",
        false);
  }

  private void add(IndexedEntry... entries) throws Exception {
    index.add(new Batch("outcomes", Map.of(), Map.of(0, 7L), List.of(entries)));
  }

  @Test
  void year_isThatOfChina_andOnlyEntriesOfTheLogAreCounted() throws Exception {
    add(
        entry(0, "2025-12-31T15:00:00Z", "a"),
        entry(1, "2025-12-31T16:00:00Z", "b"),
        entry(2, "2026-12-31T15:00:00Z", "b"),
        entry(3, "2026-06-01T00:00:00Z", "c"));
    assertThat(index.counts(2026, 3))
        .containsExactly(
            new Count(1, "STORE", "STORED", "exterior.clip", 1),
            new Count(12, "STORE", "STORED", "exterior.clip", 1));
    assertThat(index.vehicles(2026, 4)).isEqualTo(2);
  }

  @Test
  void batch_givenTwice_isOnce_andItsPositionIsKept() throws Exception {
    add(entry(0, "2026-01-01T00:00:00Z", "a"));
    add(entry(0, "2026-01-01T00:00:00Z", "a"));
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.positions("outcomes")).isEqualTo(Map.of(0, 7L));
    index.clear();
    assertThat(index.size()).isZero();
    assertThat(index.positions("outcomes")).isEmpty();
  }

  @Test
  void batch_readBeforeSomebodyElseMovedTheIndex_movesItNoFurther() throws Exception {
    add(entry(0, "2026-01-01T00:00:00Z", "a"));
    var late = new Batch("outcomes", Map.of(0, 7L), Map.of(0, 9L), List.of());
    index.clear();
    index.add(late);
    index.complete(5, Map.of("outcomes", Map.of(0, 9L)));
    assertThat(index.positions("outcomes")).isEmpty();
    assertThat(index.complete()).isZero();

    add(entry(0, "2026-01-01T00:00:00Z", "a"));
    index.add(late);
    index.complete(5, Map.of("outcomes", Map.of(0, 9L)));
    assertThat(index.positions("outcomes")).isEqualTo(Map.of(0, 9L));
    assertThat(index.complete()).isEqualTo(5);
  }

  @Test
  void file_ofAnotherVersion_isRefused() throws Exception {
    Path file = directory.resolve("other.db");
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.execute("PRAGMA user_version = 9");
    }
    assertThatThrownBy(() -> SearchIndex.open(file)).hasMessageContaining("has version 9, not 1");
  }

  @Test
  void entry_thatTheLogSaysOtherwise_isNotShown() throws Exception {
    SignerKey key = SignerKey.generate("log.test", new SecureRandom());
    Path place = directory.resolve("log");
    Instant hour = Instant.parse("2026-01-01T00:00:00Z");
    try (var store = DirectoryLogStore.open(place, directory.resolve("state"))) {
      var leaf =
          new LeafContent(
              "STORE",
              Digest.of(new byte[] {0}),
              "STORED",
              List.of("rule"),
              Digest.ZERO,
              LeafContent.hourOf(hour));
      TransparencyLog.open(store, key, InstantSource.fixed(hour))
          .append(List.of(leaf), Bytes.EMPTY);
    }
    String text = "log " + key.verifierKey() + "\nquorum none\n";
    var policy = PolicyFile.parse("policy", Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
    var search = new Search(index, new Prover(LogSource.of(place.toString()), policy));
    add(entry(0, hour.toString(), "a"));
    assertThat(search.find(ALL)).hasSize(1);

    add(entry(1, hour.toString(), "a"));
    assertThatThrownBy(() -> search.find(ALL))
        .isInstanceOfSatisfying(
            WrongIndexException.class, wrong -> assertThat(wrong.entry()).isEqualTo(1));
    index.clear();
    add(entry(0, "2026-01-01T01:00:00Z", "a"));
    assertThatThrownBy(() -> search.find(ALL)).isInstanceOf(WrongIndexException.class);
  }

  @Test
  void clause_namesItsRules_andNoneOfALongerNumber() {
    var packs = List.of(PolicyPack.cnAuto());
    assertThat(Clauses.rules("Auto Provisions Art. 6", packs)).isNotEmpty();
    assertThat(Clauses.rules("auto provisions art. 6", packs))
        .isEqualTo(Clauses.rules("Auto Provisions Art. 6", packs));
    String rule = packs.get(0).rules().get(0).id();
    assertThat(Clauses.rules(rule, packs)).containsExactly(rule);
    assertThat(Clauses.rules("Art. 9999", packs)).isEmpty();
    assertThat(Clauses.rules("PIPL Art. 1", packs)).isEmpty();
  }
}
