package dev.breakwater.report;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.checkpoint.SignerKey;
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

/** An evidence pack of forty entries of an example log, some of them opened. */
final class SamplePack {
  private static final Bytes KEY = Bytes.of(new byte[32]);
  private static final Instant NOW = Instant.parse("2026-11-23T14:05:06Z");

  private SamplePack() {}

  static PolicyFile write(Path directory) throws Exception {
    SignerKey key = SignerKey.generate("breakwater.example/fleet", new SecureRandom());
    Path place = Files.createDirectories(directory.resolve("log"));
    var log =
        TransparencyLog.open(
            DirectoryLogStore.open(place, directory.resolve("log-work")),
            key,
            InstantSource.fixed(NOW));
    PolicyFile policy =
        PolicyFile.parse("policy", bytes("log " + key.verifierKey() + "\nquorum none\n"));
    List<LeafContent> leaves = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      leaves.add(leaf("STORE", i % 7 == 3 ? "REFUSED" : "STORED", content(i)));
    }
    log.append(leaves, Bytes.EMPTY);
    var prover = new Prover(LogSource.of(place.toString()), policy);
    var draft =
        new PackDraft(
            new Request(
                "vehicle 7, June", "Example Audit Ltd.", "annual review", NOW.toEpochMilli()));
    for (int i = 0; i < 40; i++) {
      draft.add(prover.prove(i), i % 5 == 0 ? null : opening("STORE", content(i)), null);
    }
    draft.addPolicy(bytes("rules: [store]\n"));
    CommittedContent committed = draft.committed();
    log.append(List.of(leaf(PackDraft.STAGE, "DISCLOSED", committed)), Bytes.EMPTY);
    Bytes pack = draft.seal(prover.prove(40), opening(PackDraft.STAGE, committed));
    Files.write(directory.resolve("pack.zip"), pack.toArray());
    return policy;
  }

  private static CommittedContent content(int number) {
    return new CommittedContent(
        "7f3c0a12/1/BULK/" + number,
        Digest.of(bytes("item " + number)),
        "trip-1",
        1_000L + number,
        "");
  }

  private static LeafContent leaf(String stage, String decision, CommittedContent content) {
    return new LeafContent(
        stage,
        Commitment.of(KEY, stage, content),
        decision,
        List.of("store.exterior"),
        Digest.of(bytes("rules: [store]\n")),
        LeafContent.hourOf(NOW));
  }

  private static Opening opening(String stage, CommittedContent content) {
    return new Opening(Commitment.salt(KEY, content.item(), stage), content);
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
