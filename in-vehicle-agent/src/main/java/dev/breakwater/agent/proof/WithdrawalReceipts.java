package dev.breakwater.agent.proof;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.InclusionProof;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Erased;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The receipts of what the onshore side erased after withdrawals, beside the car's own; only one
 * that the pinned log proves is kept.
 */
final class WithdrawalReceipts {
  private static final String STAGE = "ERASE";

  private final Path directory;
  private final VerifierKey log;

  /**
   * @param directory of the car's deletion receipts
   * @param log key of the log, pinned in the car
   */
  WithdrawalReceipts(Path directory, VerifierKey log) {
    this.directory = directory;
    this.log = log;
  }

  /**
   * Verifies an answer of the receiver and keeps it.
   *
   * @param withdrawal epoch of the decision that took the consent back
   * @return what was erased; nothing, and nothing is kept, if the log does not prove it
   */
  Optional<Erased> keep(VehicleRef vehicle, long withdrawal, Bytes answer) throws IOException {
    try {
      Erased erased = verify(vehicle, withdrawal, answer);
      Files.createDirectories(directory);
      DurableFile.replace(file(withdrawal), answer);
      return Optional.of(erased);
    } catch (NotLoggedException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the receipt that is kept of a withdrawal, verified again; the car may have another name
   * since.
   *
   * @throws IOException if the log does not prove what is kept
   */
  Optional<Erased> find(long withdrawal) throws IOException {
    if (!Files.exists(file(withdrawal))) {
      return Optional.empty();
    }
    if (Files.size(file(withdrawal)) > ErasureReceipt.MAX_BYTES) {
      throw new IOException(file(withdrawal) + " is larger than a receipt");
    }
    try {
      Bytes kept = Bytes.of(Files.readAllBytes(file(withdrawal)));
      Erased said = Erased.decode(ErasureReceipt.decode(kept).erased());
      return Optional.of(verify(new VehicleRef(said.vehicle()), withdrawal, kept));
    } catch (NotLoggedException | WireFormatException | IllegalArgumentException e) {
      throw new IOException(file(withdrawal) + " is not proven by the log", e);
    }
  }

  private Path file(long withdrawal) {
    return directory.resolve("withdrawal-%08d.onshore".formatted(withdrawal));
  }

  private Erased verify(VehicleRef vehicle, long withdrawal, Bytes answer)
      throws NotLoggedException {
    try {
      ErasureReceipt receipt = ErasureReceipt.decode(answer);
      Erased erased = Erased.decode(receipt.erased());
      if (!erased.vehicle().equals(vehicle.value()) || erased.withdrawal() != withdrawal) {
        throw new NotLoggedException("the receipt is of another withdrawal", null);
      }
      LoggedItem logged = LoggedItem.decode(receipt.logged());
      Leaf leaf = Leaf.decode(logged.entry());
      if (!leaf.content().stage().equals(STAGE)
          || !Commitment.commit(logged.salt(), content(receipt, vehicle, withdrawal))
              .equals(leaf.content().commitment())) {
        throw new NotLoggedException("the entry commits to something else", null);
      }
      Checkpoint checkpoint = Checkpoint.open(logged.checkpoint(), log);
      new InclusionProof(logged.index(), checkpoint.size(), logged.path())
          .verify(TreeHash.leaf(logged.entry()), checkpoint.root());
      return erased;
    } catch (WireFormatException | NonCanonicalException | IllegalArgumentException e) {
      throw new NotLoggedException("the answer is not a receipt", e);
    } catch (NoteException | InvalidProofException e) {
      throw new NotLoggedException("the log does not have the entry", e);
    }
  }

  private static CommittedContent content(
      ErasureReceipt receipt, VehicleRef vehicle, long withdrawal) {
    return new CommittedContent(
        Erased.name(vehicle.value(), withdrawal),
        Digest.of(receipt.erased()),
        "",
        receipt.statementMillis(),
        "");
  }
}
