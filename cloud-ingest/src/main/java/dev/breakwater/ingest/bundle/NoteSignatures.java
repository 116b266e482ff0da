package dev.breakwater.ingest.bundle;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.NoteSignature;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.SignatureScheme;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Signatures of bundles: those of a C2SP signed note, whose text is the manifest. */
public final class NoteSignatures implements SignatureScheme {
  @Override
  public Algorithm algorithm(String key) {
    try {
      return switch (VerifierKey.parse(key).type()) {
        case ED25519 -> Algorithm.ED25519;
        case SM2 -> Algorithm.SM2;
        case COSIGNATURE -> throw new IllegalArgumentException("the key is a witness's");
      };
    } catch (NoteException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public Answer ask(Bytes text, Bytes signatures, String key) {
    if (signatures.length() == 0) {
      return Answer.NOT_SIGNED;
    }
    try {
      SignedNote note = note(text, signatures);
      return note.isSignedBy(VerifierKey.parse(key)) ? Answer.SIGNED : Answer.NOT_SIGNED;
    } catch (NoteException e) {
      return Answer.WRONG;
    }
  }

  private static SignedNote note(Bytes text, Bytes signatures) throws NoteException {
    SignedNote note = SignedNote.parse(utf8(text(text) + "\n" + text(signatures)));
    // What is found signed must be the manifest, byte for byte.
    if (!utf8(note.text()).equals(text)) {
      throw new NoteException("the signatures are of another text");
    }
    return note;
  }

  /**
   * Returns the bundle with a signature of {@code key} in place of an earlier one.
   *
   * @throws NoteException if the signatures that are there cannot be read
   */
  public static Bundle sign(Bundle bundle, SignerKey key) throws NoteException {
    SignedNote signed = key.sign(text(bundle.manifest()));
    if (bundle.signatures().length() > 0) {
      int id = key.verifierKey().keyId();
      List<NoteSignature> others =
          note(bundle.manifest(), bundle.signatures()).signatures().stream()
              .filter(each -> !each.name().equals(key.name()) || each.keyId() != id)
              .toList();
      signed = new SignedNote(signed.text(), others).with(signed);
    }
    return bundle.signedWith(utf8(signed.signatureLines()));
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
