package dev.breakwater.ingest.evidence;

import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.evidence.Opening;
import dev.breakwater.audit.evidence.PackDraft;
import dev.breakwater.audit.evidence.Request;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Makes one evidence pack: each row that answers the question with its proof and what opens it,
 * each statement likewise, the policies that decided. The pack exists only when the log has the
 * entry that says so. One thread.
 */
public final class EvidenceMaker {
  /** Most entries of one pack; who needs more asks two questions. */
  public static final int MAX_ENTRIES = 10_000;

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String DISCLOSED = "DISCLOSED";

  private final Request request;
  private final PackDraft draft;
  private final Trail trail;
  private final Statements statements;
  private final Stamps stamps;
  private final Set<Digest> policies = new HashSet<>();
  private final NamedPapers papers = new NamedPapers();
  private int entries;

  /**
   * @param statements whose log is that of {@code trail}
   * @param stamps of the same log
   */
  public EvidenceMaker(Request request, Trail trail, Statements statements, Stamps stamps) {
    this.stamps = stamps;
    this.request = request;
    this.draft = new PackDraft(request);
    this.trail = trail;
    this.statements = statements;
  }

  /**
   * Adds the decision about a row.
   *
   * @param withItem whether to disclose the item itself too
   * @throws NotProvenException if there is no key or no leaf
   * @throws IllegalArgumentException if the row has no item, as one of bytes that decode to none
   * @throws IOException also if the pack has {@link #MAX_ENTRIES} already
   */
  public void add(Outcome row, boolean withItem)
      throws IOException, NotProvenException, NoteException, InvalidProofException {
    Trail.ItemProof proven = trail.prove(ItemId.parse(row.item()), row);
    count();
    var opening = new Opening(proven.salt(), proven.content());
    draft.add(stamped(proven.proof()), opening, withItem ? proven.plain() : null);
    policies.add(proven.leaf().pack());
    papers.add(proven.plain());
  }

  /**
   * Adds what a part of the onshore side stated.
   *
   * @return whether the log has it and its key still exists
   */
  public boolean add(Statement statement) throws IOException {
    OptionalLong index = statements.find(statement);
    if (index.isEmpty()) {
      return false;
    }
    count();
    LoggedItem proven = statements.prove(statement, index.getAsLong());
    draft.add(stamped(proof(proven)), opening(statement, proven), null);
    policies.add(statement.pack());
    return true;
  }

  /** Returns the proof that tells earliest since when the entry is there. */
  private TlogProof stamped(TlogProof proof) throws IOException {
    Optional<Stamps.StampedProof> earlier = stamps.earliest(proof.index());
    earlier.ifPresent(each -> draft.addTimestamp(each.digest(), each.token()));
    return earlier.map(Stamps.StampedProof::proof).orElse(proof);
  }

  private void count() throws IOException {
    entries++;
    if (entries > MAX_ENTRIES) {
      throw new IOException("more than " + MAX_ENTRIES + " entries answer the question");
    }
  }

  /** Returns how many entries were added. */
  public int entries() {
    return entries;
  }

  /**
   * Adds the text of each policy that decided about an entry, as far as they are known.
   *
   * @param builtIn packs
   * @param bundles that were published
   * @return the digests of those that are not known
   */
  public Set<Digest> addPolicies(List<Bytes> builtIn, List<Bundle> bundles) {
    Set<Digest> missing = new HashSet<>(policies);
    missing.remove(Digest.ZERO);
    for (Bytes text : builtIn) {
      if (missing.remove(Digest.of(text))) {
        draft.addPolicy(text);
      }
    }
    for (Bundle bundle : bundles) {
      if (missing.remove(bundle.digest())) {
        draft.addPolicy(bundle.manifest());
        draft.attach("policy/" + bundle.digest().hex() + ".tar", bundle.tar());
      }
    }
    return missing;
  }

  /**
   * Adds the card of each model and each notice that a row names, and the notices of the consents
   * that rows rest on, as far as they are kept.
   *
   * @param store has the consents
   * @return the names of those that are not, and the consents that the store does not have
   */
  public Set<String> addPapers(KeptPapers kept, OnshoreStore store, ItemCipher cipher)
      throws IOException, CorruptRowException {
    Set<String> missing = new TreeSet<>(papers.addNotices(store, cipher));
    missing.addAll(papers.attachTo(draft, kept));
    return missing;
  }

  /** Adds another file, see {@link PackDraft#attach}. */
  public void attach(String path, Bytes content) {
    draft.attach(path, content);
  }

  /**
   * Logs that the pack is disclosed, and returns it.
   *
   * @param key name of the data key that opens the disclosure
   * @param random gives the statement its id
   * @throws NotLoggedException if the log did not take it in a minute; there is no pack then
   */
  public Bytes finish(String key, RandomGenerator random)
      throws IOException, NotLoggedException, InterruptedException {
    CommittedContent content = draft.committed();
    var about =
        new Statement.About(
            content.item(), content.digest(), "", request.atMillis(), request.auditor());
    var statement =
        new Statement(
            Statement.newId(random),
            PackDraft.STAGE,
            DISCLOSED,
            List.of(),
            Digest.ZERO,
            about,
            key,
            request.atMillis());
    long index = statements.awaitLogged(statements.append(statement), LIMIT);
    LoggedItem proven = statements.prove(statement, index);
    return draft.seal(proof(proven), opening(statement, proven));
  }

  private static TlogProof proof(LoggedItem proven) {
    return new TlogProof(proven.entry(), proven.index(), proven.path(), proven.checkpoint());
  }

  private static Opening opening(Statement statement, LoggedItem proven) throws IOException {
    var opening = new Opening(proven.salt(), Statements.content(statement));
    try {
      if (opening.opens(Leaf.decode(proven.entry()).content())) {
        return opening;
      }
    } catch (NonCanonicalException e) {
      throw new IOException("the log's entry is damaged", e);
    }
    throw new IOException("statement " + statement.id() + " does not open its entry");
  }
}
