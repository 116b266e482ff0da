package dev.breakwater.console.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.timestamp.LocalTimeAuthority;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.audit.timestamp.TimestampClient;
import dev.breakwater.console.evidence.LogHead.Kind;
import dev.breakwater.console.evidence.LogHead.Signature;
import dev.breakwater.console.evidence.LogHead.Stamp;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.pipeline.CloudDirectories;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.ingest.trail.Witnesses;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real checkpoint, a real cosignature and a real token of the authority in this process. */
class LogHeadTest {
  private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
  private static final String ORIGIN = "breakwater.example/fleet";

  @TempDir private Path directory;
  private final SecureRandom random = new SecureRandom();
  private final SignerKey log = SignerKey.generate(ORIGIN, random);
  private CloudDirectories onshore;

  @BeforeEach
  void publish() throws Exception {
    onshore = new CloudDirectories(directory);
    Files.createDirectories(onshore.log());
    String text = new Checkpoint(ORIGIN, 7, Digest.of(new byte[] {7})).text();
    SignedNote note =
        log.sign(text)
            .with(witness(ORIGIN + Witnesses.NOT_INDEPENDENT).cosign(text, NOW))
            .with(witness("witness.example/w1").cosign(text, NOW));
    Files.write(onshore.log().resolve("checkpoint"), note.encode().toArray());
    PolicyFile.write(directory.resolve("policy"), log.verifierKey());
  }

  private WitnessKey witness(String name) {
    return WitnessKey.generate(name, random);
  }

  private LogHead head() throws Exception {
    var cipher = new ItemCipher(new DataKeys(onshore.keys(), random), random);
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
    Path policy = directory.resolve("policy");
    // It makes no connection before the first statement.
    try (var statements =
        new Statements(
            "127.0.0.1:9",
            cipher.keys(),
            LogSource.of(onshore.log().toString()),
            PolicyFile.read(policy))) {
      return LogHead.of(
          new Archive(
              onshore,
              policy,
              directory.resolve("index.db"),
              directory.resolve("border"),
              "127.0.0.1:9",
              cipher,
              statements,
              policies));
    }
  }

  @Test
  void head_saysOfEachSignature_whoseItIs_andWhetherHeIsTheOperator() throws Exception {
    LogHead head = head();
    assertThat(head.size()).isEqualTo(7);
    assertThat(head.root()).isEqualTo(Digest.of(new byte[] {7}).hex());
    assertThat(head.accepted()).isTrue();
    assertThat(head.signatures())
        .containsExactly(
            new Signature(ORIGIN, Kind.LOG, false, ""),
            new Signature(ORIGIN + Witnesses.NOT_INDEPENDENT, Kind.WITNESS, true, NOW.toString()),
            new Signature("witness.example/w1", Kind.WITNESS, false, NOW.toString()));
  }

  @Test
  void head_ofAnotherKey_isNotAccepted_andSaysWhy() throws Exception {
    Files.delete(directory.resolve("policy"));
    PolicyFile.write(directory.resolve("policy"), SignerKey.generate(ORIGIN, random).verifierKey());
    assertThat(head().accepted()).isFalse();
    assertThat(head().problem()).isNotEmpty();
  }

  @Test
  void stamp_ofTheAuthorityInThisProcess_isShownAsThat_andAChangedTokenIsNot() throws Exception {
    assertThat(head().stamps()).isEmpty();
    Path local = directory.resolve("local-time-authority");
    var authority = LocalTimeAuthority.open(local, () -> NOW, random);
    var anchors = TimeAnchors.read(LocalTimeAuthority.anchor(local));
    var client = new TimestampClient(anchors, authority, random);
    SignedNote note = log.sign(new Checkpoint(ORIGIN, 7, Digest.of(new byte[] {7})).text());
    Digest digest = StampedCheckpoints.digest(note);
    new StampedCheckpoints(onshore.timestamps()).keep(note, client.stamp(digest));
    assertThat(head().stamps()).containsExactly(new Stamp(7, digest.hex(), NOW.toString(), ""));
    Path token = onshore.timestamps().resolve(digest.hex() + ".tst");
    byte[] bytes = Files.readAllBytes(token);
    bytes[bytes.length - 1] ^= 1;
    Files.write(token, bytes);
    assertThat(head().stamps()).isEmpty();
  }
}
