package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Proves that the decision about a stored or quarantined item is in the log: from the row the
 * commitment is made again, and the leaf that has it is proven. Needs no Kafka and no Flink. Not
 * thread-safe; the first proof reads the whole log, later ones only what is new in it.
 */
public final class Trail {
  private final OnshoreStore store;
  private final ItemCipher cipher;
  private final LeafIndex index;
  private final Prover prover;

  /**
   * @param cipher opens the rows
   * @param log the published log
   * @param policy must accept the log's checkpoint, or nothing is proven
   */
  public Trail(OnshoreStore store, ItemCipher cipher, LogSource log, PolicyFile policy) {
    this.store = store.asDecided();
    this.cipher = cipher;
    this.index = new LeafIndex(log, policy);
    this.prover = new Prover(log, policy);
  }

  /**
   * A proof and what opens its leaf.
   *
   * @param row the item's row
   * @param plain what the vehicle delivered
   * @param leaf what the log says of it
   * @param content what the leaf commits to
   * @param salt that makes the leaf's commitment of the content
   * @param proof that the log has the leaf
   */
  public record ItemProof(
      Outcome row,
      Bytes plain,
      LeafContent leaf,
      CommittedContent content,
      Bytes salt,
      TlogProof proof) {}

  /**
   * @throws NotProvenException if there is no row, no key or no leaf
   * @throws CorruptRowException if the row is not what the vehicle delivered
   * @throws NoteException if the verifier's policy does not accept the log's checkpoint
   * @throws InvalidProofException if the log's files do not prove the leaf
   */
  public ItemProof prove(ItemId item)
      throws IOException,
          NotProvenException,
          CorruptRowException,
          NoteException,
          InvalidProofException {
    Outcome row =
        store
            .find(item)
            .orElseThrow(() -> new NotProvenException(item, "the store has no row of it"));
    return prove(item, row);
  }

  /**
   * Returns the proof as its vehicle gets it, or nothing while there is no row or no leaf.
   *
   * @throws IOException if store, keys and log do not belong together, or cannot be read
   */
  public Optional<LoggedItem> logged(ItemId item) throws IOException {
    try {
      ItemProof proven = prove(item);
      TlogProof proof = proven.proof();
      return Optional.of(
          new LoggedItem(proven.salt(), proof.extra(), proof.index(), proof.path(), proof.note()));
    } catch (NotProvenException e) {
      return Optional.empty();
    } catch (CorruptRowException | NoteException | InvalidProofException e) {
      throw new IOException("the log does not prove " + item, e);
    }
  }

  /** Proves the decision about a row that the caller has read. */
  public ItemProof prove(ItemId item, Outcome row)
      throws IOException, NotProvenException, NoteException, InvalidProofException {
    OpenedOutcome opened =
        OpenedOutcome.ofRow(row, cipher)
            .orElseThrow(() -> new NotProvenException(item, "its key does not exist any more"));
    LeafContent leaf = opened.leaf();
    OptionalLong found = index.find(leaf);
    if (found.isEmpty()) {
      throw new NotProvenException(item, "the log has no leaf of it");
    }
    TlogProof proof = prover.prove(found.getAsLong());
    if (!logged(proof).equals(leaf)) {
      throw new NotProvenException(item, "the log states another decision than the row");
    }
    CommittedContent content = opened.content();
    Bytes salt = Commitment.salt(opened.salting(), content.item(), leaf.stage());
    return new ItemProof(row, opened.plain().orElse(Bytes.EMPTY), leaf, content, salt, proof);
  }

  private static LeafContent logged(TlogProof proof) throws IOException {
    try {
      return Leaf.decode(proof.extra()).content();
    } catch (NonCanonicalException e) {
      throw new IOException("the log's entry is damaged", e);
    }
  }
}
