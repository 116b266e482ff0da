package dev.breakwater.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Erased;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithdrawalReceiptsTest {
  private static final VehicleRef CAR = new VehicleRef("0123456789abcdef".repeat(2));
  private static final Digest SALT = Digest.of(new byte[] {1});
  private static final SignerKey LOG = SignerKey.generate("log.example", new SecureRandom());
  private static final Erased ERASED = new Erased(CAR.value(), 5, "navigation", 2, 30, 1, 2, 3);

  @TempDir Path directory;

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
    assertThat(receipts().find(CAR, 5)).contains(ERASED);
    assertThat(receipts().find(CAR, 6)).isEmpty();
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
    assertThatThrownBy(() -> receipts().find(CAR, 5)).hasMessageContaining("not proven");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }
}
