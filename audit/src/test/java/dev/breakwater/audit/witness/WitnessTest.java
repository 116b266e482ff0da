package dev.breakwater.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.auditor.KnownHeads;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.log.LogFixture;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WitnessTest {
  private static final WitnessKey KEY =
      WitnessKey.generate("witness.example/w1", new SecureRandom());

  @TempDir private Path folder;

  private final MemoryLogStore store = new MemoryLogStore();
  private TransparencyLog log;
  private Witness witness;

  @BeforeEach
  void open() throws Exception {
    log = TransparencyLog.open(store, LogFixture.KEY, () -> LogFixture.NOW);
    witness = witness();
  }

  /** Opens the witness as a process that starts does. */
  private Witness witness() {
    return new Witness(
        List.of(LogFixture.KEY.verifierKey()), KEY, new KnownHeads(folder), () -> LogFixture.NOW);
  }

  private void grow(int leaves) throws Exception {
    long size = log.head().size();
    log.append(LogFixture.leaves(size, size + leaves), Bytes.EMPTY);
  }

  private AddCheckpoint request(long oldSize) throws IOException {
    var tree = new TileTree(log.head().size(), this::tile);
    return new AddCheckpoint(oldSize, tree.consistency(oldSize).path(), log.head().note());
  }

  private Bytes tile(Tile tile) {
    return store.read(tile.path()).orElseThrow();
  }

  private WitnessAnswer ask(AddCheckpoint request) throws IOException {
    return witness.add(request.encode());
  }

  private static PolicyFile policyWithWitness() throws Exception {
    String policy =
        "log %s\nwitness w %s\nquorum w\n"
            .formatted(LogFixture.KEY.verifierKey(), KEY.verifierKey());
    return PolicyFile.parse("policy", LogFixture.bytes(policy));
  }

  private Bytes cosigned(WitnessAnswer answer) {
    String note = new String(log.head().note().toArray(), StandardCharsets.UTF_8);
    return LogFixture.bytes(note + answer.body());
  }

  @Test
  void checkpoint_thatExtendsTheLastOne_isCosignedAndMeetsAPolicyThatAsksForIt() throws Exception {
    for (int grown : new int[] {1, 6, 0, 300}) {
      long before = log.head().size();
      grow(grown);
      WitnessAnswer answer = ask(request(before));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(policyWithWitness().accept(cosigned(answer)).size()).isEqualTo(log.head().size());
    }
    assertThatThrownBy(() -> policyWithWitness().accept(log.head().note()))
        .isInstanceOf(NoteException.class);
  }

  @Test
  void oldSize_otherThanTheLast_isAnsweredWithTheLastAlsoAfterARestart() throws Exception {
    grow(5);
    assertThat(ask(request(0)).status()).isEqualTo(200);
    grow(5);
    witness = witness();
    assertThat(ask(request(0))).isEqualTo(new WitnessAnswer(409, WitnessAnswer.SIZE, "5\n"));
    assertThat(ask(request(5)).status()).isEqualTo(200);
    assertThat(ask(request(5))).isEqualTo(new WitnessAnswer(409, WitnessAnswer.SIZE, "10\n"));
  }

  @Test
  void tree_thatDoesNotBeginWithTheLast_isNotCosigned() throws Exception {
    grow(5);
    assertThat(ask(request(0)).status()).isEqualTo(200);
    Bytes good = log.head().note();
    // The same key signs another past.
    var other = TransparencyLog.open(new MemoryLogStore(), LogFixture.KEY, () -> LogFixture.NOW);
    other.append(LogFixture.leaves(100, 105), Bytes.EMPTY);
    assertThat(witness.add(new AddCheckpoint(5, List.of(), other.head().note()).encode()).status())
        .isEqualTo(409);
    other.append(LogFixture.leaves(105, 109), Bytes.EMPTY);
    grow(4);
    var proof = request(5).proof();
    assertThat(witness.add(new AddCheckpoint(5, proof, other.head().note()).encode()).status())
        .isEqualTo(422);
    assertThat(new KnownHeads(folder).find(LogFixture.KEY.name())).contains(good);
    assertThat(ask(request(5)).status()).isEqualTo(200);
  }

  @Test
  void log_thatIsUnknownOrDidNotSign_isToldSo() throws Exception {
    SignerKey stranger = SignerKey.generate("stranger.example", new SecureRandom());
    var foreign = new Checkpoint("stranger.example", 1, Digest.ZERO);
    assertThat(add(stranger.sign(foreign.text())).status()).isEqualTo(404);
    SignerKey impostor = SignerKey.generate(LogFixture.KEY.name(), new SecureRandom());
    var forged = new Checkpoint(LogFixture.KEY.name(), 1, Digest.ZERO);
    assertThat(add(impostor.sign(forged.text())).status()).isEqualTo(403);
  }

  private WitnessAnswer add(SignedNote note) throws IOException {
    return ask(new AddCheckpoint(0, List.of(), note.encode()));
  }

  @Test
  void oldSize_largerThanTheCheckpoint_isABadRequest() throws Exception {
    grow(1);
    assertThat(ask(new AddCheckpoint(2, List.of(), log.head().note())).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 0\n",
        "old 00\n\nx\n1\nAAAA\n\n",
        "new 0\n\nx\n1\n",
        "old 0\nnot base64\n\nx\n1\n",
        "old 0\n\nno checkpoint"
      })
  void body_thatIsNoRequest_isABadRequest(String body) throws Exception {
    assertThat(witness.add(LogFixture.bytes(body)).status()).isEqualTo(400);
  }

  @Test
  void key_writtenAndRead_isTheSameAndNoLogsKey() throws Exception {
    WitnessKey read = WitnessKey.parse(KEY.encode());
    assertThat(read.verifierKey()).isEqualTo(KEY.verifierKey());
    assertThatThrownBy(() -> SignerKey.parse(KEY.encode())).isInstanceOf(NoteException.class);
    assertThatThrownBy(() -> WitnessKey.parse(LogFixture.KEY.encode()))
        .isInstanceOf(NoteException.class);
    String changed = KEY.encode().replaceFirst("w1", "w2");
    assertThatThrownBy(() -> WitnessKey.parse(changed)).isInstanceOf(NoteException.class);
  }
}
