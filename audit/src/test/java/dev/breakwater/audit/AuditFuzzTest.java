package dev.breakwater.audit;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignatureType;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.fuzz.RoundTrip;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditFuzzTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(KEY.name(), 70_000, Digest.ZERO, List.of("an extension"));
  private static final Tile TILE = new Tile(1, 1_234_067, 3);

  static Stream<FuzzTarget> targets() {
    return Stream.of(
        signedNote(),
        checkpoint(),
        verifierKey(),
        signerKey(),
        leaf(),
        entryBundle(),
        tile(),
        tilePath(),
        tlogProof(),
        policyFile());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("targets")
  void decoder_brokenInput_rejectsItOrReadsWhatItWouldWrite(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  private static FuzzTarget signedNote() {
    var decoder =
        RoundTrip.canonical(
            input -> SignedNote.parse(Bytes.of(input)), note -> note.encode().toArray());
    return FuzzTarget.of("signed-note", NoteException.class, decoder)
        .startingFrom(note().toArray())
        .startingFrom("text\n\nmore\n\n\u2014 name AAAAAAU=\n\u2014 other BBBBBBE=\n");
  }

  private static Bytes note() {
    return KEY.sign(CHECKPOINT.text()).encode();
  }

  private static FuzzTarget checkpoint() {
    return FuzzTarget.of(
            "checkpoint", NoteException.class, text(Checkpoint::parse, Checkpoint::text))
        .startingFrom(CHECKPOINT.text());
  }

  private static FuzzTarget verifierKey() {
    var decoder = text(VerifierKey::parse, VerifierKey::toString);
    return FuzzTarget.of("verifier-key", NoteException.class, decoder)
        .startingFrom(KEY.verifierKey().toString());
  }

  private static FuzzTarget signerKey() {
    var decoder = text(SignerKey::parse, SignerKey::encode);
    return FuzzTarget.of("signer-key", NoteException.class, decoder).startingFrom(KEY.encode());
  }

  private interface TextReading<T> {
    T read(String text) throws NoteException;
  }

  private interface TextWriting<T> {
    String write(T value);
  }

  /** A text with one spelling. Octets that are not UTF-8 do not reach these decoders. */
  private static <T> FuzzTarget.Decoder text(TextReading<T> reading, TextWriting<T> writing) {
    return input -> {
      String text = new String(input, UTF_8);
      assertThat(writing.write(reading.read(text))).isEqualTo(text);
    };
  }

  private static FuzzTarget leaf() {
    var decoder =
        RoundTrip.canonical(input -> Leaf.decode(Bytes.of(input)), leaf -> leaf.encode().toArray());
    return FuzzTarget.of("leaf", NonCanonicalException.class, decoder)
        .startingFrom(new Leaf(7, leaves(0, 1).get(0)).encode().toArray());
  }

  private static FuzzTarget entryBundle() {
    List<Bytes> entries = List.of(bytes("an entry"), Bytes.EMPTY, bytes("the last"));
    var decoder =
        RoundTrip.canonical(
            input -> EntryBundle.decode(Bytes.of(input), 3),
            value -> EntryBundle.encode(value).toArray());
    return FuzzTarget.of("entry-bundle", NonCanonicalException.class, decoder)
        .startingFrom(EntryBundle.encode(entries).toArray());
  }

  private static FuzzTarget tile() {
    List<Digest> hashes = List.of(Digest.ZERO, Digest.of(bytes("a")), Digest.of(bytes("b")));
    var decoder =
        RoundTrip.canonical(
            input -> TILE.decode(Bytes.of(input)), value -> Tile.encode(value).toArray());
    return FuzzTarget.of("tile", NonCanonicalException.class, decoder)
        .startingFrom(Tile.encode(hashes).toArray());
  }

  private static FuzzTarget tilePath() {
    return FuzzTarget.of(
            "tile-path",
            input -> {
              String path = new String(input, UTF_8);
              Tile.parse(path).ifPresent(tile -> assertThat(tile.path()).isEqualTo(path));
            })
        .startingFrom(TILE.path())
        .startingFrom("tile/entries/x001/x234/067");
  }

  private static FuzzTarget tlogProof() {
    var proof = new TlogProof(bytes("the entry"), 5, List.of(Digest.ZERO, Digest.ZERO), note());
    var decoder =
        RoundTrip.canonical(
            input -> TlogProof.parse(Bytes.of(input)), value -> value.encode().toArray());
    return FuzzTarget.of("tlog-proof", InvalidProofException.class, decoder)
        .startingFrom(proof.encode().toArray());
  }

  /** Whatever the policy says, it must not make a verifier fail otherwise than by refusing. */
  private static FuzzTarget policyFile() {
    Bytes note = note();
    FuzzTarget.Decoder decoder = input -> PolicyFile.parse("policy", Bytes.of(input)).accept(note);
    return FuzzTarget.of("policy-file", PolicyFileException.class, decoder)
        .orRejecting(NoteException.class)
        .startingFrom(
            "# ours\nlog "
                + KEY.verifierKey()
                + " https://log.example/\nwitness a "
                + witness(1)
                + "\nwitness b "
                + witness(2)
                + "\ngroup both all a b\nquorum none\n");
  }

  private static VerifierKey witness(int seed) {
    byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
    secret[0] = (byte) seed;
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(secret, 0, key, 0);
    return new VerifierKey("witness" + seed, SignatureType.COSIGNATURE, Bytes.of(key));
  }
}
