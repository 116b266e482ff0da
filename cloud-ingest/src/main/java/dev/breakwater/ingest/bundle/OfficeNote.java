package dev.breakwater.ingest.bundle;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.Refusal;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A paper of the compliance office: a C2SP signed note, whose text is a YAML file. */
public final class OfficeNote {
  /** The largest note, bytes. */
  public static final int MAX_BYTES = SignedNote.MAX_BYTES;

  private OfficeNote() {}

  /**
   * Returns the text of a note.
   *
   * @param office whose signatures it needs, as a bundle would
   * @param at when it is accepted: the keys that signed must be in force then
   * @throws BundleRefusedException if it is no note, or a signature is missing or wrong
   */
  public static Bytes verified(Bytes note, KeyRing office, Instant at)
      throws BundleRefusedException {
    SignedNote parsed = parse(note);
    Bytes text = utf8(parsed.text());
    office.requireSigned(text, utf8(parsed.signatureLines()), new NoteSignatures(), at);
    return text;
  }

  /** Returns the text of a note that was verified before. */
  public static Bytes text(Bytes note) throws BundleRefusedException {
    return utf8(parse(note).text());
  }

  /**
   * Returns a signed note.
   *
   * @param text ends in a newline
   * @throws NoteException if the text cannot be one of a note
   */
  public static Bytes sign(Bytes text, SignerKey key) throws NoteException {
    return key.sign(new String(text.toArray(), StandardCharsets.UTF_8)).encode();
  }

  private static SignedNote parse(Bytes note) throws BundleRefusedException {
    try {
      return SignedNote.parse(note);
    } catch (NoteException e) {
      throw new BundleRefusedException(
          Refusal.NOT_A_BUNDLE, "it is no signed note: " + e.getMessage());
    }
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
