package dev.breakwater.audit.auditor;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.commitment;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static dev.breakwater.audit.log.LogFixture.policy;
import static dev.breakwater.audit.log.LogFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProverTest {
  private final MemoryLogStore store = new MemoryLogStore();
  private Prover prover;

  @BeforeEach
  void writeALog() throws Exception {
    TransparencyLog.open(store, KEY, InstantSource.fixed(NOW)).append(leaves(0, 700), Bytes.EMPTY);
    prover = new Prover(source(store), policy());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 255, 256, 511, 512, 699})
  void prove_entry_isVerifiedFromTheFileAlone(long index) throws Exception {
    Bytes file = prover.prove(index).encode();

    TlogProof proof = TlogProof.parse(file);

    assertThat(proof.verify(policy()).size()).isEqualTo(700);
    assertThat(proof.index()).isEqualTo(index);
    assertThat(Leaf.decode(proof.extra()).content().commitment()).isEqualTo(commitment(index));
  }

  @Test
  @DisplayName("C2SP tlog-proof: header, extra, index, hashes, empty line, checkpoint")
  void encode_proof_hasTheLinesOfTheSpecification() throws Exception {
    TlogProof proof = prover.prove(3);
    String checkpoint = text(store.read("checkpoint").orElseThrow());

    assertThat(text(proof.encode()))
        .startsWith("c2sp.org/tlog-proof@v1\nextra ")
        .contains("\nindex 3\n")
        .endsWith("\n\n" + checkpoint)
        .hasLineCount(1 + 1 + 1 + 10 + 1 + 5);
  }

  @Test
  void verify_withoutTheEntryInIt_takesTheCallersEntry() throws Exception {
    TlogProof proof = prover.prove(5);
    var bare = new TlogProof(Bytes.EMPTY, 5, proof.path(), proof.note());

    assertThat(TlogProof.parse(bare.encode()).verify(proof.extra(), policy()).size())
        .isEqualTo(700);
    assertThatThrownBy(() -> bare.verify(policy())).isInstanceOf(InvalidProofException.class);
  }

  @Test
  void verify_onlyLeafOfALog_needsNoHashes() throws Exception {
    var small = new MemoryLogStore();
    TransparencyLog.open(small, KEY, InstantSource.fixed(NOW)).append(leaves(0, 1), Bytes.EMPTY);

    TlogProof proof = new Prover(source(small), policy()).prove(0);

    assertThat(proof.path()).isEmpty();
    assertThat(TlogProof.parse(proof.encode()).verify(policy()).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void verify_anySingleChange_isRefused(long seed) throws Exception {
    var random = new Random(seed);
    byte[] good = prover.prove(random.nextInt(700)).encode().toArray();
    for (int i = 0; i < 400; i++) {
      byte[] changed = good.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(isAccepted(Bytes.of(changed))).as("seed %d, change %d", seed, i).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"index 3, index 03", "index 3, index -3", "@v1, @v2", "extra, extras", "=, "})
  void parse_otherForm_isRefused(String part, String other) throws Exception {
    String file = text(prover.prove(3).encode());
    String changed = file.replaceFirst(part, other == null ? "" : other);

    assertThatThrownBy(() -> TlogProof.parse(bytes(changed)))
        .isInstanceOf(InvalidProofException.class);
  }

  @Test
  void parse_tooLongFileOrPath_isRefused() {
    String hash = "A".repeat(43) + "=\n";
    String file = "c2sp.org/tlog-proof@v1\nindex 0\n" + hash.repeat(64) + "\nnote\n";

    assertThatThrownBy(() -> TlogProof.parse(bytes(file)))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> TlogProof.parse(Bytes.of(new byte[TlogProof.MAX_BYTES + 1])))
        .isInstanceOf(InvalidProofException.class);
  }

  @Test
  void prove_indexOutsideTheLog_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> prover.prove(700));
    assertThatIllegalArgumentException().isThrownBy(() -> prover.prove(-1));
  }

  @Test
  void prove_changedEntry_isNotProven() {
    byte[] bundle = store.read("tile/entries/000").orElseThrow().toArray();
    bundle[20] ^= 1;
    store.published().put("tile/entries/000", Bytes.of(bundle));

    assertThatThrownBy(() -> prover.prove(0)).isInstanceOf(InvalidProofException.class);
  }

  @Test
  void find_commitment_isItsIndex() throws Exception {
    assertThat(prover.find(commitment(0), 0)).hasValue(0);
    assertThat(prover.find(commitment(699), 699)).hasValue(699);
    assertThat(prover.find(commitment(0), 256)).isEmpty();
    assertThat(prover.size()).isEqualTo(700);
    assertThat(prover.find(Digest.ZERO, 0)).isEmpty();
  }

  private static boolean isAccepted(Bytes file) {
    try {
      TlogProof.parse(file).verify(policy());
      return true;
    } catch (InvalidProofException | NoteException e) {
      return false;
    }
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
