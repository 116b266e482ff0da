package dev.breakwater.endtoend;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.evidence.Opening;
import dev.breakwater.audit.evidence.PackDraft;
import dev.breakwater.audit.evidence.Request;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * An evidence pack of a log that two of three witnesses cosigned, and policies for and against it.
 */
final class DisclosedPack {
  /** Plain ASCII, as a question must be; a page that did not show it as text would run it. */
  static final String QUESTION = "vehicle 7 <img src=x onerror=document.title=1>";

  private static final Instant NOW = Instant.parse("2026-11-23T14:05:06.789Z");
  private static final Bytes DATA_KEY = Bytes.of(new byte[32]);
  private static final Bytes ITEM = bytes("the first item, as it was sealed");
  private static final Bytes RULES = bytes("rules: [store]\n");
  private static final int FIRST = 300;

  private final SecureRandom random = new SecureRandom();
  private final SignerKey signer = SignerKey.generate("breakwater.example/log", random);
  private final List<WitnessKey> witnesses = new ArrayList<>();
  private final Path directory;
  private final LogSource published;
  private final PolicyFile own;

  /** Writes {@code pack.zip} and the policies into the directory. */
  DisclosedPack(Path directory) throws Exception {
    this.directory = directory;
    for (int i = 1; i <= 3; i++) {
      witnesses.add(WitnessKey.generate("witness.example/" + i, random));
    }
    this.published = LogSource.of(directory.resolve("log").toString());
    this.own = PolicyFile.read(policy("policy-of-log-alone", signer, "quorum none"));
    String two = "group two 2 w1 w2 w3\nquorum two";
    policy("policy", signer, two);
    policy("policy-of-all", signer, "group every all w1 w2 w3\nquorum every");
    policy("policy-of-groups", signer, "group pair all w1 w2\ngroup any any pair w3\nquorum any");
    policy("policy-of-another", SignerKey.generate(signer.name(), random), two);
    try (var store = DirectoryLogStore.open(directory.resolve("log"), directory.resolve("state"))) {
      write(TransparencyLog.open(store, signer, InstantSource.fixed(NOW)));
    }
  }

  private Path policy(String name, SignerKey log, String quorum) throws Exception {
    var text = new StringBuilder("# " + name + "\nlog " + log.verifierKey() + "\n");
    for (int i = 1; i <= witnesses.size(); i++) {
      text.append("witness w%d %s\n".formatted(i, witnesses.get(i - 1).verifierKey()));
    }
    return Files.writeString(directory.resolve(name), text + quorum + "\n");
  }

  private void write(TransparencyLog log) throws Exception {
    append(log, FIRST);
    log.append(List.of(leaf("STORE", content(0)), leaf("STORE", content(1))), Bytes.EMPTY);
    append(log, 99);
    var draft =
        new PackDraft(new Request(QUESTION, "Example Audit Ltd.", "review", NOW.toEpochMilli()));
    var prover = new Prover(published, own);
    draft.add(prover.prove(FIRST), opening("STORE", content(0)), ITEM);
    draft.add(prover.prove(FIRST + 1), opening("STORE", content(1)), null);
    draft.add(prover.prove(7), null, null);
    draft.addPolicy(RULES);
    draft.attach("models/detector.md", bytes("what the detector is"));
    CommittedContent told = draft.committed();
    long index = log.append(List.of(leaf(PackDraft.STAGE, told)), Bytes.EMPTY).size() - 1;
    cosign(log);
    Bytes pack = draft.seal(prover.prove(index), opening(PackDraft.STAGE, told));
    Files.write(directory.resolve("pack.zip"), pack.toArray());
  }

  private void append(TransparencyLog log, int count) throws Exception {
    List<LeafContent> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(leaf("STORE", content(1_000 + i)));
    }
    log.append(leaves, Bytes.EMPTY);
    cosign(log);
  }

  /** The third witness is away. */
  private void cosign(TransparencyLog log) throws Exception {
    SignedNote note = SignedNote.parse(log.head().note());
    SignedNote both =
        witnesses.get(0).cosign(note.text(), NOW).with(witnesses.get(1).cosign(note.text(), NOW));
    log.cosign(both);
  }

  private static CommittedContent content(int number) {
    Digest digest = number == 0 ? Digest.of(ITEM) : Digest.of(bytes("item " + number));
    return new CommittedContent("7/1/BULK/" + number, digest, "trip-1", 1_000L + number, "");
  }

  private static LeafContent leaf(String stage, CommittedContent content) {
    return new LeafContent(
        stage,
        Commitment.of(DATA_KEY, stage, content),
        stage.equals("STORE") ? "STORED" : "DISCLOSED",
        List.of("store"),
        Digest.of(RULES),
        LeafContent.hourOf(NOW));
  }

  private static Opening opening(String stage, CommittedContent content) {
    return new Opening(Commitment.salt(DATA_KEY, content.item(), stage), content);
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
