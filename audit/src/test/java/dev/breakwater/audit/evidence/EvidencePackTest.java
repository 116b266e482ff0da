package dev.breakwater.audit.evidence;

import static dev.breakwater.audit.evidence.EvidenceFixture.ITEM;
import static dev.breakwater.audit.evidence.EvidenceFixture.RULES;
import static dev.breakwater.audit.evidence.EvidenceFixture.content;
import static dev.breakwater.audit.evidence.EvidenceFixture.opening;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.log.LogFixture;
import dev.breakwater.audit.timestamp.LocalTimeAuthority;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.audit.timestamp.TimestampClient;
import dev.breakwater.audit.timestamp.TimestampToken;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidencePackTest {
  private EvidenceFixture fixture;
  private PackVerifier verifier;

  @BeforeEach
  void write() throws Exception {
    fixture = new EvidenceFixture();
    verifier = new PackVerifier(fixture.policy);
  }

  private void assertBroken(Bytes pack, String file, String problem) {
    assertThatThrownBy(() -> verifier.verify(pack))
        .isInstanceOfSatisfying(
            BrokenPackException.class,
            broken -> {
              assertThat(broken.file()).isEqualTo(file);
              assertThat(broken).hasMessageContaining(problem);
            });
  }

  @Test
  void pack_proves_whichCar_decision_clause_policy_andTime() throws Exception {
    VerifiedPack pack = verifier.verify(fixture.seal(fixture.draft()));
    assertThat(pack.request()).isEqualTo(EvidenceFixture.REQUEST);
    assertThat(pack.checkpoint().size()).isEqualTo(701);
    assertThat(pack.disclosureIndex()).isEqualTo(700);
    assertThat(pack.policies()).containsExactly(Digest.of(RULES));
    assertThat(pack.attachments()).containsExactly("README.txt", "models/detector.md");
    VerifiedPack.Entry first = pack.entries().get(0);
    assertThat(first.index()).isEqualTo(300);
    assertThat(first.leaf().decision()).isEqualTo("STORED");
    assertThat(first.leaf().pack()).isEqualTo(Digest.of(RULES));
    assertThat(first.opening().orElseThrow().content()).isEqualTo(content(0));
    assertThat(first.item()).contains(ITEM);
    assertThat(pack.entries().get(1).item()).isEmpty();
  }

  @Test
  void pack_isAZipThatAnyProgramOpens_andTheSameFilesGiveTheSameBytes() throws Exception {
    Bytes pack = fixture.seal(fixture.draft());
    List<String> names = names(pack);
    assertThat(names).isSorted().contains("README.txt", "manifest", "entries/000000000300.item");
    assertThat(CanonicalZip.write(CanonicalZip.read(pack, 100))).isEqualTo(pack);
  }

  private static List<String> names(Bytes pack) throws Exception {
    List<String> names = new ArrayList<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(pack.toArray()))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        names.add(each.getName());
      }
    }
    return names;
  }

  @Test
  void pack_whoseDisclosureIsNotLogged_doesNotVerify() throws Exception {
    PackDraft draft = fixture.draft();
    PackDraft another = fixture.draft();
    another.attach("documents/more.txt", bytes("added after the log was told"));
    var committed = draft.committed();
    Bytes pack = fixture.seal(draft);
    assertThat(verifier.verify(pack).entries()).hasSize(2);
    Bytes changed = another.seal(fixture.prover().prove(700), opening(PackDraft.STAGE, committed));
    assertBroken(changed, "disclosure.opening", "another pack");
  }

  @Test
  void pack_ofALogThatThePolicyDoesNotName_doesNotVerify() throws Exception {
    Bytes pack = fixture.seal(fixture.draft());
    SignerKey other = SignerKey.generate("breakwater.example/log", new SecureRandom());
    PolicyFile policy =
        PolicyFile.parse("policy", bytes("log " + other.verifierKey() + "\nquorum none\n"));
    assertThatThrownBy(() -> new PackVerifier(policy).verify(pack))
        .isInstanceOf(BrokenPackException.class)
        .hasMessageContaining("disclosure.tlog-proof");
  }

  @Test
  void item_thatTheEntryWasNotMadeFor_isNamed() throws Exception {
    PackDraft draft = fixture.draft();
    draft.add(fixture.prover().prove(300), opening("STORE", content(0)), bytes("another item"));
    assertBroken(fixture.seal(draft), "entries/000000000300.item", "another item");
  }

  @Test
  void opening_thatOpensAnotherEntry_isNamed() throws Exception {
    PackDraft draft = fixture.draft();
    draft.add(fixture.prover().prove(301), opening("STORE", content(0)), null);
    assertBroken(fixture.seal(draft), "entries/000000000301.opening", "does not open entry 301");
  }

  @Test
  void entries_ofAStampedCheckpoint_wereThereByThen(@TempDir Path home) throws Exception {
    var authority =
        LocalTimeAuthority.open(home, InstantSource.fixed(LogFixture.NOW), new SecureRandom());
    TimeAnchors anchors = TimeAnchors.read(LocalTimeAuthority.anchor(home));
    SignedNote stamped = fixture.checkpoint();
    Digest digest = StampedCheckpoints.digest(stamped);
    var token = new TimestampClient(anchors, authority, new SecureRandom()).stamp(digest);
    fixture.seal(fixture.draft()); // the log goes on
    var draft = new PackDraft(EvidenceFixture.REQUEST);
    draft.add(fixture.prover().prove(300, stamped.encode()), opening("STORE", content(0)), null);
    draft.add(fixture.prover().prove(301), null, null);
    draft.addTimestamp(digest, token);
    Bytes pack = fixture.seal(draft);
    VerifiedPack opened = new PackVerifier(fixture.policy, anchors).verify(pack);
    assertThat(opened.entries().get(0).stampedAt())
        .contains(LogFixture.NOW.truncatedTo(ChronoUnit.SECONDS));
    assertThat(opened.entries().get(1).stampedAt()).isEmpty();
    assertThat(opened.uncheckedTokens()).isZero();
    VerifiedPack unchecked = verifier.verify(pack);
    assertThat(unchecked.entries().get(0).stampedAt()).isEmpty();
    assertThat(unchecked.uncheckedTokens()).isEqualTo(1);
  }

  @Test
  void token_ofNoCheckpointOfThePack_isNamed() throws Exception {
    PackDraft draft = fixture.draft();
    draft.addTimestamp(Digest.ZERO, new TimestampToken(bytes("token")));
    assertBroken(fixture.seal(draft), "timestamps/" + "0".repeat(64) + ".tst", "no checkpoint");
  }

  @Test
  void zip_thatIsCompressed_isRefusedBeforeItIsUnpacked() throws Exception {
    var content = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(content)) {
      zip.putNextEntry(new ZipEntry("manifest"));
      zip.write(new byte[1 << 20]);
    }
    assertBroken(Bytes.of(content.toByteArray()), "", "compressed");
    assertBroken(bytes("no zip"), "", "canonical zip");
  }

  @Test
  void attachment_outsideItsFolders_isNone() {
    var draft = new PackDraft(EvidenceFixture.REQUEST);
    for (String path : List.of("manifest", "entries/000000000001.item", "models/../x", "a")) {
      assertThatIllegalArgumentException().isThrownBy(() -> draft.attach(path, Bytes.EMPTY));
    }
  }

  @Test
  void request_withATextThatNoLeafCommitsTo_doesNotExist() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Request("a \"b\"", "c", "d", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Request("a", " ", "d", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Request("a", "c", "d".repeat(201), 1));
  }
}
