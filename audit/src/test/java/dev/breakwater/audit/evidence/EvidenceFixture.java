package dev.breakwater.audit.evidence;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static dev.breakwater.audit.log.LogFixture.source;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * A witnessed log with two items of one vehicle in it, and the pack that an auditor gets of them.
 */
final class EvidenceFixture {
  static final Bytes DATA_KEY = Bytes.of(new byte[32]);
  static final Bytes ITEM = bytes("the first item, as it was sealed");
  static final Bytes RULES = bytes("rules: [store]\n");
  static final Request REQUEST =
      new Request("vehicle 7, June", "Example Audit Ltd.", "annual review", NOW.toEpochMilli());

  private static final WitnessKey WITNESS = WitnessKey.generate("witness/1", new SecureRandom());
  private static final int FIRST = 300;

  final MemoryLogStore store = new MemoryLogStore();
  final PolicyFile policy;
  private final TransparencyLog log;

  EvidenceFixture() throws Exception {
    log = TransparencyLog.open(store, KEY, InstantSource.fixed(NOW));
    log.append(leaves(0, FIRST), Bytes.EMPTY);
    log.append(List.of(leaf("STORE", content(0)), leaf("STORE", content(1))), Bytes.EMPTY);
    log.append(leaves(FIRST + 2, 700), Bytes.EMPTY);
    String text = "log %s\nwitness w %s\nquorum w\n";
    policy =
        PolicyFile.parse("policy", bytes(text.formatted(KEY.verifierKey(), WITNESS.verifierKey())));
    cosign();
  }

  /** Lets the witness cosign what is published. */
  void cosign() throws Exception {
    SignedNote note = SignedNote.parse(store.read("checkpoint").orElseThrow());
    SignedNote cosigned = note.with(WITNESS.cosign(note.text(), NOW));
    store.published().put("checkpoint", cosigned.encode());
  }

  static CommittedContent content(int number) {
    Digest digest = number == 0 ? Digest.of(ITEM) : Digest.of(bytes("item " + number));
    return new CommittedContent("7/1/BULK/" + number, digest, "trip-1", 1_000L + number, "");
  }

  static LeafContent leaf(String stage, CommittedContent content) {
    return new LeafContent(
        stage,
        Commitment.of(DATA_KEY, stage, content),
        stage.equals("STORE") ? "STORED" : "DISCLOSED",
        List.of("store"),
        Digest.of(RULES),
        LeafContent.hourOf(NOW));
  }

  static Opening opening(String stage, CommittedContent content) {
    return new Opening(Commitment.salt(DATA_KEY, content.item(), stage), content);
  }

  Prover prover() {
    return new Prover(source(store), policy);
  }

  /** Returns a pack of the two items, the first with its bytes. */
  PackDraft draft() throws Exception {
    var draft = new PackDraft(REQUEST);
    draft.add(prover().prove(FIRST), opening("STORE", content(0)), ITEM);
    draft.add(prover().prove(FIRST + 1), opening("STORE", content(1)), null);
    draft.addPolicy(RULES);
    draft.attach("models/detector.md", bytes("what the detector is"));
    return draft;
  }

  /** Returns the signed checkpoint as it is published. */
  SignedNote checkpoint() throws Exception {
    return SignedNote.parse(store.read("checkpoint").orElseThrow());
  }

  /** Logs the disclosure and returns the pack. */
  Bytes seal(PackDraft draft) throws Exception {
    CommittedContent content = draft.committed();
    long index = log.append(List.of(leaf(PackDraft.STAGE, content)), Bytes.EMPTY).size() - 1;
    cosign();
    TlogProof proof = prover().prove(index);
    return draft.seal(proof, opening(PackDraft.STAGE, content));
  }
}
