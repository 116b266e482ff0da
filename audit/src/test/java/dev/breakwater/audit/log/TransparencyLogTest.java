package dev.breakwater.audit.log;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.assertSound;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransparencyLogTest {
  private final MemoryLogStore store = new MemoryLogStore();
  private Instant now = NOW;

  @AfterEach
  void checkTheLog() throws IOException, LogBrokenException {
    assertSound(store, open().head());
  }

  @Test
  void open_newStore_publishesTheEmptyLog() throws LogBrokenException, NoteException {
    TransparencyLog log = open();

    assertThat(log.head().size()).isZero();
    assertThat(log.head().attachment()).isEqualTo(Bytes.EMPTY);
    assertThat(store.published()).containsOnlyKeys("checkpoint");
    Checkpoint published =
        Checkpoint.open(store.read("checkpoint").orElseThrow(), KEY.verifierKey());
    assertThat(published).isEqualTo(new Checkpoint(KEY.name(), 0, TreeHash.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 511, 512, 1000})
  void append_leaves_publishesExactlyTheTilesOfTheTree(int size)
      throws LogBrokenException, TimeWentBackException {
    LogHead head = open().append(leaves(0, size), bytes("offsets"));

    List<String> paths = new ArrayList<>(List.of("checkpoint"));
    Tile.added(0, size).forEach(tile -> paths.add(tile.path()));
    assertThat(head.size()).isEqualTo(size);
    assertThat(store.published()).containsOnlyKeys(paths);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void append_randomBatches_growsOneConsistentTree(long seed) throws Exception {
    var random = new Random(seed);
    TransparencyLog log = open();
    List<Checkpoint> published = new ArrayList<>(List.of(log.head().checkpoint()));
    for (int i = 0; i < 12; i++) {
      long from = log.head().size();
      log.append(leaves(from, from + random.nextInt(600)), bytes("batch " + i));
      published.add(log.head().checkpoint());
      log = random.nextBoolean() ? open() : log;
    }
    Checkpoint last = log.head().checkpoint();
    var tree = new TileTree(last.size(), tile -> store.read(tile.path()).orElseThrow());
    for (Checkpoint earlier : published) {
      tree.consistency(earlier.size()).verify(earlier.root(), last.root());
    }
  }

  @Test
  void append_noLeaves_replacesTheAttachmentOnly()
      throws LogBrokenException, TimeWentBackException {
    TransparencyLog log = open();
    Checkpoint before = log.append(leaves(0, 3), bytes("one")).checkpoint();

    LogHead after = log.append(List.of(), bytes("two"));

    assertThat(after.checkpoint()).isEqualTo(before);
    assertThat(open().head().attachment()).isEqualTo(bytes("two"));
  }

  @Test
  void append_clockBehind_isRefusedAndTheLogGoesOn()
      throws LogBrokenException, TimeWentBackException {
    TransparencyLog log = open();
    log.append(leaves(0, 2), bytes("one"));
    now = NOW.minusMillis(1);

    var refused =
        catchThrowableOfType(
            TimeWentBackException.class, () -> log.append(leaves(2, 3), bytes("two")));

    assertThat(refused.last()).isEqualTo(NOW);
    assertThat(refused.now()).isEqualTo(NOW.minusMillis(1));
    assertThat(log.head().size()).isEqualTo(2);
    now = NOW;
    assertThat(log.append(leaves(2, 3), bytes("two")).size()).isEqualTo(3);
  }

  @Test
  void append_overItsLimits_isRefused() throws LogBrokenException {
    TransparencyLog log = open();
    var attachment = Bytes.of(new byte[LogHead.MAX_ATTACHMENT_BYTES + 1]);
    var leaf = leaves(0, 1).get(0);
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(List.of(), attachment));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                log.append(Collections.nCopies(TransparencyLog.MAX_BATCH + 1, leaf), Bytes.EMPTY));
  }

  @Test
  void append_attachmentOfAnyBytes_comesBack() throws LogBrokenException, TimeWentBackException {
    byte[] attachment = new byte[LogHead.MAX_ATTACHMENT_BYTES];
    new Random(1).nextBytes(attachment);

    open().append(List.of(), Bytes.of(attachment));

    assertThat(open().head().attachment()).isEqualTo(Bytes.of(attachment));
  }

  @Test
  void append_anotherWriterWasFaster_stopsThisOne()
      throws LogBrokenException, TimeWentBackException {
    TransparencyLog slow = open();
    open().append(leaves(0, 5), bytes("fast"));

    assertThatThrownBy(() -> slow.append(leaves(0, 5), bytes("slow")))
        .isInstanceOf(LogBrokenException.class)
        .hasMessageContaining("another writer");
    assertThatThrownBy(() -> slow.append(List.of(), bytes("slow")))
        .isInstanceOf(LogBrokenException.class);
    // What the slow one staged is removed by the next append.
    assertThat(open().append(List.of(), bytes("next")).size()).isEqualTo(5);
  }

  @Test
  void open_otherKey_isRefused() throws LogBrokenException {
    open();
    SignerKey other = SignerKey.generate(KEY.name(), new SecureRandom());

    assertThatThrownBy(() -> TransparencyLog.open(store, other, () -> now))
        .isInstanceOf(LogBrokenException.class);
  }

  @Test
  void open_damagedHead_isRefused() throws LogBrokenException, TimeWentBackException {
    Bytes good = open().append(leaves(0, 2), bytes("one")).encode();
    store.replaceHead(bytes("dev.breakwater/log-head@v2\n"));

    assertThatThrownBy(this::open).isInstanceOf(LogBrokenException.class);
    store.replaceHead(good);
  }

  @Test
  void open_damagedRightEdge_isRefused() throws LogBrokenException, TimeWentBackException {
    open().append(leaves(0, 300), bytes("one"));
    Bytes good = store.read("tile/0/001.p/44").orElseThrow();
    byte[] damaged = good.toArray();
    damaged[7] ^= 1;
    store.published().put("tile/0/001.p/44", Bytes.of(damaged));

    assertThatThrownBy(this::open)
        .isInstanceOf(LogBrokenException.class)
        .hasMessageContaining("do not have the head's root");
    store.published().put("tile/0/001.p/44", good);
  }

  @Test
  void open_checkpointRolledBack_isRefused() throws LogBrokenException, TimeWentBackException {
    TransparencyLog log = open();
    Bytes old = log.append(leaves(0, 2), bytes("one")).note();
    Bytes last = log.append(leaves(2, 4), bytes("two")).note();
    store.published().put("checkpoint", old);

    assertThatThrownBy(this::open).hasMessageContaining("published checkpoint");
    store.published().put("checkpoint", last);
  }

  @Test
  void append_toADirectory_isThereAfterReopening(@TempDir Path directory) throws Exception {
    for (int round = 0; round < 4; round++) {
      try (var files =
          DirectoryLogStore.open(directory.resolve("log"), directory.resolve("state"))) {
        TransparencyLog log = TransparencyLog.open(files, KEY, InstantSource.fixed(NOW));
        assertThat(log.head().size()).isEqualTo(round * 200L);
        log.append(leaves(round * 200L, round * 200L + 200), bytes("round " + round));
      }
    }
    assertThat(directory.resolve("log/tile/0/000")).exists();
    assertThat(directory.resolve("log/tile/0/000.p")).doesNotExist();
  }

  private TransparencyLog open() throws LogBrokenException {
    return TransparencyLog.open(store, KEY, () -> now);
  }

  @Test
  void cosignatures_ofTheHead_arePublished_keptByTheNextOpening_andGoneWithTheNextAppend()
      throws Exception {
    var store = new MemoryLogStore();
    var log = TransparencyLog.open(store, KEY, InstantSource.fixed(NOW));
    LogHead head = log.append(leaves(0, 5), Bytes.EMPTY);
    var witness = WitnessKey.generate("witness", new SecureRandom());
    SignedNote cosignature = witness.cosign(head.checkpoint().text(), NOW);
    assertThat(log.cosign(cosignature)).isTrue();
    SignedNote published = SignedNote.parse(store.read("checkpoint").orElseThrow());
    assertThat(published.isSignedBy(KEY.verifierKey())).isTrue();
    assertThat(published.isSignedBy(witness.verifierKey())).isTrue();
    log = TransparencyLog.open(store, KEY, InstantSource.fixed(NOW));
    assertThat(store.read("checkpoint")).contains(published.encode());
    LogHead next = log.append(leaves(5, 6), Bytes.EMPTY);
    assertThat(log.cosign(cosignature)).as("of a checkpoint that is superseded").isFalse();
    assertThat(store.read("checkpoint")).contains(next.note());
    assertSound(store, next);
  }

  @Test
  void checkpoint_thatSomebodyReplaced_isNotTheHeads() throws Exception {
    var store = new MemoryLogStore();
    TransparencyLog.open(store, KEY, InstantSource.fixed(NOW)).append(leaves(0, 5), Bytes.EMPTY);
    Bytes other = KEY.sign("breakwater.example/log\n4\n" + "A".repeat(43) + "=\n").encode();
    store.published().put("checkpoint", other);
    assertThatThrownBy(() -> TransparencyLog.open(store, KEY, InstantSource.fixed(NOW)))
        .isInstanceOf(LogBrokenException.class);
  }
}
