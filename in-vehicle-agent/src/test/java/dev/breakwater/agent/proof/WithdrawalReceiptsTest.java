package dev.breakwater.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.uplink.ProofQuestion;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Erased;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithdrawalReceiptsTest {
  private static final VehicleRef CAR = new VehicleRef("0123456789abcdef".repeat(2));
  private static final Digest SALT = Digest.of(new byte[] {1});
  private static final SignerKey LOG = SignerKey.generate("log.example", new SecureRandom());
  private static final Erased ERASED = new Erased(CAR.value(), 5, "navigation", 2, 30, 1, 2, 3);

  @TempDir Path directory;

  private Instant now = Instant.parse("2026-11-26T12:00:00Z");

  private WithdrawalReceipts receipts() {
    return new WithdrawalReceipts(directory, LOG.verifierKey());
  }

  private static ErasureReceipt receipt(Erased erased, String stage, SignerKey signer) {
    String name = Erased.name(erased.vehicle(), erased.withdrawal());
    var content = new CommittedContent(name, Digest.of(erased.encode()), "", 3, "");
    var leaf =
        new LeafContent(
            stage,
            Commitment.commit(SALT.value(), content),
            "ERASED",
            List.of(),
            Digest.ZERO,
            LeafContent.hourOf(Instant.EPOCH));
    Bytes entry = new Leaf(0, leaf).encode();
    Bytes note =
        signer.sign(new Checkpoint(signer.name(), 1, TreeHash.leaf(entry)).text()).encode();
    Bytes logged = new LoggedItem(SALT.value(), entry, 0, List.of(), note).encode();
    return new ErasureReceipt(erased.encode(), logged, 3);
  }

  @Test
  void receipt_thatTheLogProves_isKeptAndFoundAfterARestart() throws IOException {
    Bytes answer = receipt(ERASED, "ERASE", LOG).encode();
    assertThat(receipts().keep(CAR, 5, answer)).contains(ERASED);
    assertThat(receipts().find(5)).contains(ERASED);
    assertThat(receipts().find(6)).isEmpty();
  }

  @Test
  void receipt_tamperedWith_isRefusedAndNotKept() throws IOException {
    ErasureReceipt good = receipt(ERASED, "ERASE", LOG);
    var fewer = new Erased(CAR.value(), 5, "navigation", 1, 3, 1, 2, 3);
    var stranger = SignerKey.generate("log.example", new SecureRandom());
    List<Bytes> bad =
        List.of(
            new ErasureReceipt(fewer.encode(), good.logged(), 3).encode(),
            new ErasureReceipt(good.erased(), good.logged(), 4).encode(),
            receipt(ERASED, "STORE", LOG).encode(),
            receipt(ERASED, "ERASE", stranger).encode(),
            Bytes.EMPTY);
    for (Bytes each : bad) {
      assertThat(receipts().keep(CAR, 5, each)).as("receipt %d", bad.indexOf(each)).isEmpty();
    }
    assertThat(receipts().keep(CAR, 6, good.encode())).as("of another withdrawal").isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void receipt_changedOnDisk_isReported() throws IOException {
    receipts().keep(CAR, 5, receipt(ERASED, "ERASE", LOG).encode());
    Files.write(files().get(0), new byte[] {1});
    assertThatThrownBy(() -> receipts().find(5)).hasMessageContaining("not proven");
  }

  @Test
  void withdrawal_acknowledged_isAskedForUntilTheLogProvesItAlsoAfterARestart() throws IOException {
    LogQuestions first = questions();
    first.acknowledged(consent(6, State.YES));
    first.acknowledged(consent(5, State.NO));
    assertThat(first.next()).as("too early").isEmpty();
    now = now.plus(WithdrawalQuestions.FIRST_QUESTION);
    assertThat(first.next()).contains(new ProofQuestion.OfWithdrawal(5));
    first.answered(new ProofQuestion.OfWithdrawal(5), null);
    assertThat(first.next()).as("not all the time").isEmpty();

    LogQuestions second = questions();
    assertThat(second.next()).contains(new ProofQuestion.OfWithdrawal(5));
    second.answered(new ProofQuestion.OfWithdrawal(5), Bytes.EMPTY);
    now = now.plus(WithdrawalQuestions.NEXT_QUESTION);
    assertThat(second.next()).as("a wrong proof").contains(new ProofQuestion.OfWithdrawal(5));
    second.answered(new ProofQuestion.OfWithdrawal(5), receipt(ERASED, "ERASE", LOG).encode());
    now = now.plus(WithdrawalQuestions.NEXT_QUESTION);
    assertThat(second.next()).isEmpty();
    assertThat(questions().next()).isEmpty();
    assertThat(receipts().find(5)).contains(ERASED);
  }

  @Test
  void sample_ofBeforeAWithdrawal_isForgotten() throws IOException {
    LogQuestions questions = questions();
    for (int i = 0; i < 5_000; i++) {
      questions.acknowledged(consent(6, State.YES));
    }
    now = now.plus(Duration.ofHours(1));
    assertThat(questions.next().orElseThrow()).isInstanceOf(ProofQuestion.OfItem.class);
    questions.acknowledged(consent(7, State.NO));
    now = now.plus(WithdrawalQuestions.FIRST_QUESTION);
    assertThat(questions.next()).contains(new ProofQuestion.OfWithdrawal(7));
    assertThat(questions.next()).isEmpty();
  }

  private LogQuestions questions() throws IOException {
    return LogQuestions.open(
        directory.resolve("sample"), directory, LOG.verifierKey(), () -> now, new Random(1));
  }

  private static Bytes consent(long epoch, State state) {
    boolean grants = state != State.NO;
    var change =
        new ConsentChange(
            epoch,
            "navigation",
            List.of("position"),
            state,
            grants ? Period.ONCE : Period.NONE,
            1,
            grants ? 2 : 0,
            Digest.ZERO,
            "zh",
            "head-unit");
    var id = new ItemId(new ChainId(CAR, 1, Lane.CONTROL), epoch);
    return new Item(
            id, ConsentChange.CATEGORY, "accounting", 1, null, 0, List.of(), change.encode())
        .encode();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }
}
