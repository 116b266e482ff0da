package dev.breakwater.audit.auditor;

import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static dev.breakwater.audit.log.LogFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteSignature;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.log.LogSigners;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.proof.InclusionProof;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.sigstore.rekor.client.RekorVerificationException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our logs read by sigstore-java, and logs of sigstore's Rekor read by us. */
class SigstoreTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  // sigstore-java names a log by a host.
  private static final SignerKey KEY = SignerKey.generate("log.breakwater.example", RANDOM);

  private final MemoryLogStore store = new MemoryLogStore();
  private SigstoreReader sigstore;

  @BeforeEach
  void trustTheLog() throws Exception {
    sigstore = new SigstoreReader(KEY.verifierKey());
  }

  private TransparencyLog write(LogSigners signers, long size) throws Exception {
    var log = TransparencyLog.open(store, signers, InstantSource.fixed(NOW));
    log.append(leaves(0, size), Bytes.EMPTY);
    return log;
  }

  private List<TlogProof> proofs() throws Exception {
    String policy = "log " + KEY.verifierKey() + "\nquorum none\n";
    var prover = new Prover(source(store), PolicyFile.parse("policy", bytes(policy)));
    return prover.proveAll(0, prover.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 257})
  void sigstore_everyEntryOfOurLog_isVerified(long size) throws Exception {
    write(new LogSigners(KEY), size);

    List<TlogProof> proofs = proofs();

    assertThat(proofs).hasSize((int) size);
    for (TlogProof proof : proofs) {
      sigstore.verify(proof);
    }
  }

  @Test
  void sigstore_checkpointWithAnSm2LineAndACosignature_isVerified() throws Exception {
    var signers = new LogSigners(KEY, List.of(SignerKey.generateSm2(KEY.name(), RANDOM)));
    TransparencyLog log = write(signers, 5);
    String text = log.head().checkpoint().text();
    log.cosign(WitnessKey.generate("witness.example", RANDOM).cosign(text, NOW));

    for (TlogProof proof : proofs()) {
      assertThat(SignedNote.parse(proof.note()).signatures()).hasSize(3);
      sigstore.verify(proof);
    }
  }

  @Test
  void sigstore_anythingChanged_isRefused() throws Exception {
    write(new LogSigners(KEY), 400);
    List<TlogProof> all = proofs();
    TlogProof good = all.get(300);
    List<TlogProof> bad =
        List.of(
            new TlogProof(all.get(301).extra(), 300, good.path(), good.note()),
            new TlogProof(good.extra(), 301, good.path(), good.note()),
            new TlogProof(good.extra(), 300, reversed(good.path()), good.note()),
            new TlogProof(good.extra(), 300, good.path(), otherSignature(good.note())));

    for (TlogProof each : bad) {
      assertThatThrownBy(() -> sigstore.verify(each))
          .isInstanceOf(RekorVerificationException.class);
    }
  }

  @Test
  @DisplayName("Rekor v2 (tlog-tiles, Ed25519): checkpoint, key and proof of its log are read")
  void rekorV2_entryOfItsLog_isVerifiedByUs() throws Exception {
    TlogProof proof = rekor("v2");
    String key = "log2025-alpha1.rekor.sigstage.dev+f30d5a99+";
    key += "AT5/gERB6AWme8IEtcwaqcZi0hp8ocV4+JRcUnVlQfKP";
    var policy = PolicyFile.parse("policy", bytes("log " + key + "\nquorum none\n"));

    Checkpoint checkpoint = policy.accept(proof.note());

    assertThat(checkpoint.size()).isEqualTo(4424);
    assertThat(VerifierKey.parse(key)).hasToString(key);
    verify(proof, checkpoint, "gbtHC/SNYcgw5mZRoJF8kKoeyN1tlGv0n9NT/SXPDJE=");
  }

  @Test
  @DisplayName("Rekor v1 (ECDSA): the entry of sigstore-java 2.0.0 itself among 589,407,996")
  void rekorV1_entryOfItsLog_isVerifiedByUs() throws Exception {
    TlogProof proof = rekor("v1");
    SignedNote note = SignedNote.parse(proof.note());

    Checkpoint checkpoint = Checkpoint.parse(note.text());

    assertThat(checkpoint.size()).isEqualTo(589_407_996);
    verify(proof, checkpoint, "LnaggZvdgki3jnTwO7+SaqxMZlRlFIP3NDFahMB0bNM=");
    assertThat(isSignedByRekorV1(note.text(), note.signatures().get(0))).isTrue();
    assertThat(isSignedByRekorV1(note.text() + "\n", note.signatures().get(0))).isFalse();
  }

  /** The key is not of a type of C2SP signed-note: what we parsed is verified by the JDK. */
  private static boolean isSignedByRekorV1(String text, NoteSignature line) throws Exception {
    String key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L";
    key += "3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==";
    var ecdsa = Signature.getInstance("SHA256withECDSA", "SunEC");
    ecdsa.initVerify(
        KeyFactory.getInstance("EC", "SunEC")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key))));
    ecdsa.update(text.getBytes(StandardCharsets.UTF_8));
    return ecdsa.verify(line.signature().toArray());
  }

  private static void verify(TlogProof proof, Checkpoint checkpoint, String leaf) throws Exception {
    var path = new InclusionProof(proof.index(), checkpoint.size(), proof.path());
    path.verify(new Digest(Bytes.of(Base64.getDecoder().decode(leaf))), checkpoint.root());
    assertThatThrownBy(() -> path.verify(Digest.ZERO, checkpoint.root()))
        .isInstanceOf(InvalidProofException.class);
  }

  /** Written from the bundles that sigstore published; without the entry, which names a person. */
  private static TlogProof rekor(String name) throws Exception {
    String resource = "/rekor/" + name + ".tlog-proof";
    try (InputStream in = SigstoreTest.class.getResourceAsStream(resource)) {
      return TlogProof.parse(Bytes.of(in.readAllBytes()));
    }
  }

  private static List<Digest> reversed(List<Digest> path) {
    var reversed = new ArrayList<>(path);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Bytes otherSignature(Bytes note) {
    byte[] changed = note.toArray();
    int place = note.length() - 10;
    changed[place] = (byte) (changed[place] == 'A' ? 'B' : 'A');
    return Bytes.of(changed);
  }
}
