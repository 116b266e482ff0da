package dev.breakwater.ingest.search;

import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.proof.InvalidProofException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Searches the index; what it finds is proven by the log before anybody sees it. */
public final class Search {
  /** Most hits of one question. */
  public static final int MAX_HITS = 1000;

  private final SearchIndex index;
  private final Prover prover;

  public Search(SearchIndex index, Prover prover) {
    this.index = index;
    this.prover = prover;
  }

  /**
   * An entry that answers.
   *
   * @param proof that the log has it, verified
   */
  public record Hit(IndexedEntry entry, TlogProof proof) {}

  /**
   * Returns the hits by index, at most {@link #MAX_HITS}.
   *
   * @throws WrongIndexException if the log says of an entry what the index does not
   * @throws NoteException if the policy does not accept the log's checkpoint
   * @throws InvalidProofException if the log's files do not prove an entry
   */
  public List<Hit> find(Question question)
      throws IOException, WrongIndexException, NoteException, InvalidProofException {
    List<Hit> hits = new ArrayList<>();
    for (IndexedEntry entry : index.find(question, MAX_HITS)) {
      hits.add(new Hit(entry, proof(entry)));
    }
    return hits;
  }

  private TlogProof proof(IndexedEntry entry)
      throws IOException, WrongIndexException, NoteException, InvalidProofException {
    TlogProof proof;
    try {
      proof = prover.prove(entry.index());
      if (entry.isOf(Leaf.decode(proof.extra()).content())) {
        return proof;
      }
    } catch (IllegalArgumentException | NonCanonicalException e) {
      throw new WrongIndexException(entry.index(), e);
    }
    throw new WrongIndexException(entry.index());
  }
}
