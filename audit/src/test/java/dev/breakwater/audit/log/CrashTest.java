package dev.breakwater.audit.log;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.assertSound;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.commitment;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.audit.store.MemoryLogStore.Failure;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An appender that keeps in the attachment how many items it has logged dies at every single change
 * of the store, in both ways, also while it recovers, and goes on from the attachment.
 */
class CrashTest {
  private static final long[] BATCHES = {100, 200, 0, 230, 1};
  private static final long TOTAL = LongStream.of(BATCHES).sum();

  @ParameterizedTest
  @EnumSource(Failure.class)
  void append_crashAtEveryChange_losesAndRepeatsNothing(Failure failure) throws Exception {
    int crashes = 0;
    for (boolean failed = true; failed; crashes++) {
      var store = new MemoryLogStore();
      store.failAfter(crashes, failure);
      failed = dies(store);
      if (failed) {
        store.recover();
        assertSoundAfterRecovery(store);
      }
    }
    assertThat(crashes).isGreaterThan(30);
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void recovery_crashAtEveryChange_isRepeatedUntilItIsThrough(Failure failure) throws Exception {
    for (int first = 5; first < 45; first += 5) {
      for (int second = 0; second < 12; second += 2) {
        var store = new MemoryLogStore();
        store.failAfter(first, failure);
        dies(store);
        store.failAfter(second, failure);
        dies(store);
        store.recover();
        assertSoundAfterRecovery(store);
      }
    }
  }

  @Test
  void append_afterAFailedOne_isRefusedUntilReopened() throws Exception {
    var store = new MemoryLogStore();
    TransparencyLog log = open(store);
    store.failAfter(1, Failure.FAIL_BUT_STORE);

    assertThat(isBroken(log, 5)).isTrue();
    store.recover();
    assertThat(isBroken(log, 5)).isTrue();
    // The head was stored although the call failed: the leaves are in.
    assertThat(open(store).head().size()).isEqualTo(5);
    assertSound(store, open(store).head());
  }

  private static void assertSoundAfterRecovery(MemoryLogStore store)
      throws LogBrokenException, TimeWentBackException, IOException, NonCanonicalException {
    LogHead recovered = open(store).head();
    assertThat(recovered.attachment()).isEqualTo(attachment(recovered.size()));
    run(store);
    LogHead head = open(store).head();
    assertSound(store, head);
    assertThat(head.attachment()).isEqualTo(attachment(TOTAL));
    assertThat(sequences(store, head.size())).isEqualTo(TOTAL);
  }

  /** Returns how many leaves there are, each being the one that belongs at its index. */
  private static long sequences(MemoryLogStore store, long size) throws NonCanonicalException {
    List<Leaf> leaves = new ArrayList<>();
    for (long index = 0; index * Tile.FULL < size; index++) {
      Tile bundle = Tile.at(Tile.ENTRIES, index, size);
      Bytes content = store.read(bundle.path()).orElseThrow();
      for (Bytes entry : EntryBundle.decode(content, bundle.width())) {
        leaves.add(Leaf.decode(entry));
      }
    }
    assertThat(leaves)
        .allMatch(leaf -> leaf.content().commitment().equals(commitment(leaf.sequence())));
    return leaves.size();
  }

  private static boolean dies(MemoryLogStore store) throws TimeWentBackException {
    try {
      run(store);
      return false;
    } catch (LogBrokenException e) {
      return true;
    }
  }

  /** Appends what is missing, in the batches from the item on that the attachment names. */
  private static void run(MemoryLogStore store) throws LogBrokenException, TimeWentBackException {
    TransparencyLog log = open(store);
    long end = 0;
    for (long batch : BATCHES) {
      end += batch;
      if (log.head().size() < end || batch == 0) {
        long from = log.head().size();
        log.append(leaves(from, Math.max(from, end)), attachment(Math.max(from, end)));
      }
    }
  }

  private static Bytes attachment(long items) {
    return items == 0 ? Bytes.EMPTY : bytes("logged " + items);
  }

  private static boolean isBroken(TransparencyLog log, long to) throws TimeWentBackException {
    try {
      log.append(leaves(0, to), Bytes.EMPTY);
      return false;
    } catch (LogBrokenException e) {
      return true;
    }
  }

  private static TransparencyLog open(MemoryLogStore store) throws LogBrokenException {
    return TransparencyLog.open(store, KEY, InstantSource.fixed(NOW));
  }
}
