package dev.breakwater.agent.proof;

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
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.WireFormatException;
import java.util.HexFormat;

/**
 * What the car remembers of an item that was acknowledged: enough to make again what the log's
 * entry must commit to.
 *
 * @param digest of the item's encoding
 * @param subject pseudonym of the person it is about, or empty
 * @param acknowledgedMillis Unix milliseconds
 */
record SampledItem(
    ItemId id, Digest digest, String subject, long capturedAtMillis, long acknowledgedMillis) {
  private static final int FIELDS = 5;
  private static final String NOBODY = "-";

  static SampledItem of(Bytes encoded, long acknowledgedMillis) {
    try {
      Item item = Item.decode(encoded);
      String subject = item.subject() == null ? "" : item.subject().value();
      return new SampledItem(
          item.id(), Digest.of(encoded), subject, item.capturedAtMillis(), acknowledgedMillis);
    } catch (WireFormatException e) {
      throw new IllegalStateException("we sealed bytes that are no item", e);
    }
  }

  /**
   * Verifies that the log has an entry that commits to this very item.
   *
   * @param answer the receiver's, an encoded {@link LoggedItem}
   * @param log key of the log, pinned
   * @return the onshore decision, for example {@code STORED}
   * @throws NotLoggedException if it does not prove that
   */
  String verify(Bytes answer, VerifierKey log) throws NotLoggedException {
    try {
      LoggedItem logged = LoggedItem.decode(answer);
      Leaf leaf = Leaf.decode(logged.entry());
      if (!Commitment.commit(logged.salt(), content()).equals(leaf.content().commitment())) {
        throw new NotLoggedException("the entry commits to something else", null);
      }
      Checkpoint checkpoint = Checkpoint.open(logged.checkpoint(), log);
      new InclusionProof(logged.index(), checkpoint.size(), logged.path())
          .verify(TreeHash.leaf(logged.entry()), checkpoint.root());
      return leaf.content().decision();
    } catch (WireFormatException | NonCanonicalException | IllegalArgumentException e) {
      throw new NotLoggedException("the answer is not a proof", e);
    } catch (NoteException | InvalidProofException e) {
      throw new NotLoggedException("the log does not have the entry", e);
    }
  }

  private CommittedContent content() {
    return new CommittedContent(id.toString(), digest, subject, capturedAtMillis, "");
  }

  /**
   * Returns what is told when the log does not have it in time.
   *
   * @param foundMillis Unix milliseconds
   * @param problem what the last answer was, in words
   */
  UnloggedItem unlogged(long foundMillis, String problem) {
    ChainId chain = id.chain();
    return new UnloggedItem(
        chain.epoch(), chain.lane(), id.number(), digest, acknowledgedMillis, foundMillis, problem);
  }

  String line() {
    return String.join(
        " ",
        id.toString(),
        digest.hex(),
        subject.isEmpty() ? NOBODY : subject,
        Long.toString(capturedAtMillis),
        Long.toString(acknowledgedMillis));
  }

  /**
   * @throws IllegalArgumentException if {@link #line} did not write it
   */
  static SampledItem parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a sampled item has " + FIELDS + " fields");
    }
    return new SampledItem(
        ItemId.parse(fields[0]),
        new Digest(Bytes.of(HexFormat.of().parseHex(fields[1]))),
        fields[2].equals(NOBODY) ? "" : fields[2],
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]));
  }
}
