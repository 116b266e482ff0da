package dev.breakwater.audit.log;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static dev.breakwater.audit.log.LogFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log that signs with SM2 too (GB/T 32918, GB/T 32905)")
class LogSignersTest {
  private static final SignerKey SM2 = SignerKey.generateSm2(KEY.name(), new SecureRandom());

  private MemoryLogStore store;

  @BeforeEach
  void append() throws Exception {
    store = new MemoryLogStore();
    var signers = new LogSigners(KEY, List.of(SM2));
    var log = TransparencyLog.open(store, signers, InstantSource.fixed(NOW));
    log.append(leaves(0, 10), Bytes.EMPTY);
  }

  private VerifyReport verify(String... keys) throws Exception {
    String policy = "log " + String.join("\nlog ", keys) + "\nquorum none\n";
    return new Verifier(source(store)).verify(PolicyFile.parse("policy", bytes(policy)));
  }

  private static String ed25519() {
    return KEY.verifierKey().toString();
  }

  private static String sm2() {
    return SM2.verifierKey().toString();
  }

  @Test
  void checkpoint_hasBothSignatures_andEachPolicyFindsItsOwn() throws Exception {
    Bytes checkpoint = store.read("checkpoint").orElseThrow();
    assertThat(SignedNote.parse(checkpoint).signatures()).hasSize(2);
    assertThat(verify(ed25519())).isInstanceOf(VerifyReport.Verified.class);
    assertThat(verify(sm2())).isInstanceOf(VerifyReport.Verified.class);
    assertThat(verify(ed25519(), sm2())).isInstanceOf(VerifyReport.Verified.class);
  }

  @Test
  void log_isReopened_withOrWithoutTheSecondKey() throws Exception {
    var clock = InstantSource.fixed(NOW);
    TransparencyLog.open(store, KEY, clock).append(leaves(10, 11), Bytes.EMPTY);
    assertThat(verify(ed25519())).isInstanceOf(VerifyReport.Verified.class);
    assertBroken(verify(ed25519(), sm2()), "with SM2");
    TransparencyLog.open(store, new LogSigners(KEY, List.of(SM2)), clock)
        .append(leaves(11, 12), Bytes.EMPTY);
    assertThat(verify(ed25519(), sm2())).isInstanceOf(VerifyReport.Verified.class);
  }

  @Test
  void policyThatNamesSm2_takesNoOtherKeyAndNoWrongSignature() throws Exception {
    var other = SignerKey.generateSm2(KEY.name(), new SecureRandom());
    assertBroken(verify(ed25519(), other.verifierKey().toString()), "with SM2");
    String note =
        new String(store.read("checkpoint").orElseThrow().toArray(), StandardCharsets.UTF_8);
    String text = SignedNote.parse(bytes(note)).text();
    String wrong = SM2.sign(text + "more\n").signatureLines();
    store.published().put("checkpoint", KEY.sign(text).encode());
    assertBroken(verify(ed25519(), sm2()), "with SM2");
    Bytes forged = bytes(text + "\n" + KEY.sign(text).signatureLines() + wrong);
    store.published().put("checkpoint", forged);
    assertBroken(verify(ed25519(), sm2()), "wrong signature");
    // Who does not know SM2 sees a line of nobody.
    assertThat(verify(ed25519())).isInstanceOf(VerifyReport.Verified.class);
  }

  private static void assertBroken(VerifyReport report, String what) {
    assertThat(report)
        .isInstanceOfSatisfying(
            VerifyReport.Broken.class, broken -> assertThat(broken.what()).contains(what));
  }

  @Test
  void signerOfAnotherLog_doesNotSign() {
    SignerKey other = SignerKey.generateSm2("another.example/log", new SecureRandom());
    assertThatIllegalArgumentException().isThrownBy(() -> new LogSigners(KEY, List.of(other)));
  }
}
