package dev.breakwater.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and note "PeterNeumann" are those of the documentation of golang.org/x/mod/sumdb/note. */
class SignedNoteTest {
  private static final String SKEY =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  private static final String VKEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String NOTE =
      TEXT
          + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
          + "ngotpRZb6KE6RyyBwJnAM=\n";
  private static final String STRANGER = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/";

  @Test
  @DisplayName("Go's sumdb/note: the documented key signs the documented note")
  void sign_documentedKey_isTheDocumentedNote() throws NoteException {
    SignerKey key = SignerKey.parse(SKEY);

    assertThat(text(key.sign(TEXT).encode())).isEqualTo(NOTE);
    assertThat(key.verifierKey()).hasToString(VKEY);
    assertThat(key.encode()).isEqualTo(SKEY);
    assertThat(key.toString()).doesNotContain("AYEKFALV").contains("PeterNeumann");
  }

  @Test
  @DisplayName("Go's sumdb/note: the documented note verifies")
  void require_documentedNote_isSigned() throws NoteException {
    SignedNote note = SignedNote.parse(bytes(NOTE));

    note.require(VerifierKey.parse(VKEY));
    assertThat(note.text()).isEqualTo(TEXT);
    assertThat(note.encode()).isEqualTo(bytes(NOTE));
  }

  @Test
  void require_unknownSignaturesBesideTheKnown_areIgnored() throws NoteException {
    String stranger = STRANGER + "AAAA\n";

    SignedNote.parse(bytes(NOTE + stranger)).require(VerifierKey.parse(VKEY));
    assertThatThrownBy(
            () -> SignedNote.parse(bytes(TEXT + "\n" + stranger)).require(VerifierKey.parse(VKEY)))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("no signature of PeterNeumann");
  }

  @Test
  @DisplayName("C2SP signed-note: a wrong signature of a known key refuses the whole note")
  void require_goodAndWrongSignatureOfOneKey_isRefused() throws NoteException {
    SignerKey key = SignerKey.parse(SKEY);
    String wrong = key.sign("another text\n").signatures().get(0).line();

    assertThatThrownBy(() -> SignedNote.parse(bytes(NOTE + wrong)).require(key.verifierKey()))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("wrong signature");
  }

  @Test
  void require_anyFlippedByte_isRefused() throws NoteException {
    VerifierKey key = VerifierKey.parse(VKEY);
    for (int at = 0; at < bytes(NOTE).length(); at++) {
      byte[] flipped = bytes(NOTE).toArray();
      flipped[at] ^= 1;
      assertThatThrownBy(() -> SignedNote.parse(Bytes.of(flipped)).require(key))
          .isInstanceOf(NoteException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n— name AAAA\n",
        "text\n\n— name AAAAAA=\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n— na\u00a0me AAAAAAA=\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n— name AAAAAAA=",
        "te\txt\n\n— name AAAAAAA=\n",
        "text\n\n— name AAAAAAA=\r\n",
        "text\n\n— name AAAAAAA=\nmore\n",
      })
  void parse_malformedNote_isRefused(String note) {
    assertThatThrownBy(() -> SignedNote.parse(bytes(note))).isInstanceOf(NoteException.class);
  }

  @Test
  void parse_noteThatIsNotUtf8_isRefused() {
    byte[] note = bytes(NOTE).toArray();
    note[0] = (byte) 0xff;

    assertThatThrownBy(() -> SignedNote.parse(Bytes.of(note))).hasMessageContaining("UTF-8");
  }

  @Test
  void parse_tooLongOrTooManySignatures_isRefused() throws NoteException {
    String line = STRANGER + "AAAA\n";
    String most = TEXT + "\n" + line.repeat(SignedNote.MAX_SIGNATURES);

    assertThat(SignedNote.parse(bytes(most)).signatures()).hasSize(SignedNote.MAX_SIGNATURES);
    assertThatThrownBy(() -> SignedNote.parse(bytes(most + line)))
        .hasMessageContaining("more than 64 signatures");
    assertThatThrownBy(() -> SignedNote.parse(Bytes.of(new byte[SignedNote.MAX_BYTES + 1])))
        .hasMessageContaining("more than 262144 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      })
  void parse_damagedPublicKey_isRefused(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(NoteException.class);
  }

  @Test
  void parse_damagedPrivateKey_isRefusedWithoutShowingIt() {
    for (int at = 0; at < SKEY.length(); at++) {
      var damaged = new StringBuilder(SKEY);
      damaged.setCharAt(at, SKEY.charAt(at) == 'x' ? 'y' : 'x');
      assertThatThrownBy(() -> SignerKey.parse(damaged.toString()))
          .isInstanceOf(NoteException.class)
          .hasMessageNotContaining("FALVFGyNhPJ");
    }
  }

  @Test
  void parse_randomBytes_areRefused() {
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> SignedNote.parse(Bytes.of(bytes))).isInstanceOf(NoteException.class);
    }
  }

  @Test
  void generate_newKey_isReadBackAndSigns() throws NoteException {
    SignerKey key = SignerKey.generate("log.example/one", new SecureRandom());

    assertThat(SignerKey.parse(key.encode()).verifierKey()).isEqualTo(key.verifierKey());
    assertThat(VerifierKey.parse(key.verifierKey().toString())).isEqualTo(key.verifierKey());
    key.sign(TEXT).require(key.verifierKey());
  }

  @Test
  @DisplayName("C2SP tlog-cosignature: a timestamped cosignature covers time and text")
  void isSignedBy_witness_verifiesTimeAndText() throws NoteException {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    var key = new VerifierKey("witness.example/w1", SignatureType.COSIGNATURE, Bytes.of(publicKey));
    String note = NOTE + cosign(key, seed, TEXT, 1679315147, 1679315147);
    String later = NOTE + cosign(key, seed, TEXT, 1679315147, 1679315148);

    assertThat(SignedNote.parse(bytes(note)).isSignedBy(key)).isTrue();
    assertThat(SignedNote.parse(bytes(NOTE)).isSignedBy(key)).isFalse();
    assertThatThrownBy(() -> SignedNote.parse(bytes(later)).isSignedBy(key))
        .isInstanceOf(NoteException.class);
    assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
  }

  @Test
  void generateSm2_newKey_isReadBackAndSignsBesideAnother() throws NoteException {
    SignerKey sm2 = SignerKey.generateSm2("policy.example/sm2", new SecureRandom());
    SignerKey ed25519 = SignerKey.parse(SKEY);

    SignedNote note = SignedNote.parse(ed25519.sign(TEXT).with(sm2.sign(TEXT)).encode());

    assertThat(SignerKey.parse(sm2.encode()).verifierKey()).isEqualTo(sm2.verifierKey());
    assertThat(VerifierKey.parse(sm2.verifierKey().toString())).isEqualTo(sm2.verifierKey());
    note.require(sm2.verifierKey());
    note.require(ed25519.verifierKey());
  }

  @Test
  void isSignedBy_sm2SignatureOfAnotherText_refusesTheNote() {
    SignerKey sm2 = SignerKey.generateSm2("policy.example/sm2", new SecureRandom());
    var moved = new SignedNote(TEXT, sm2.sign(TEXT + "more\n").signatures());

    assertThatThrownBy(() -> moved.isSignedBy(sm2.verifierKey()))
        .isInstanceOf(NoteException.class)
        .hasMessage("wrong signature of policy.example/sm2");
  }

  @Test
  void parse_damagedSm2PrivateKey_isRefusedWithoutShowingIt() {
    String text = SignerKey.generateSm2("policy.example/sm2", new SecureRandom()).encode();
    for (int at = 0; at < text.length(); at++) {
      var damaged = new StringBuilder(text);
      damaged.setCharAt(at, text.charAt(at) == 'x' ? 'y' : 'x');
      assertThatThrownBy(() -> SignerKey.parse(damaged.toString()))
          .isInstanceOf(NoteException.class)
          .hasMessageNotContaining(text.substring(text.length() - 20));
    }
  }

  /** Cosigns for one time and writes another. */
  private static String cosign(
      VerifierKey key, byte[] seed, String text, long signedTime, long writtenTime) {
    byte[] message =
        ("cosignature/v1\ntime " + signedTime + "\n" + text).getBytes(StandardCharsets.UTF_8);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    byte[] line =
        ByteBuffer.allocate(12 + signature.length)
            .putInt(key.keyId())
            .putLong(writtenTime)
            .put(signature)
            .array();
    return "— " + key.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
