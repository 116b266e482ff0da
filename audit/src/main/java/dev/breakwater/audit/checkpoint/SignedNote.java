package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text and the signatures under it (C2SP signed-note).
 *
 * @param text ends in a newline
 * @param signatures at least one; those of unknown keys are nobody's statement
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** Longest note, in bytes; room for {@link #MAX_SIGNATURES} and post-quantum ones among them. */
  public static final int MAX_BYTES = 256 << 10;

  public static final int MAX_SIGNATURES = 64;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /**
   * Returns the note with the signatures of {@code other} besides.
   *
   * @throws IllegalArgumentException if that is a note with another text
   */
  public SignedNote with(SignedNote other) {
    if (!other.text.equals(text)) {
      throw new IllegalArgumentException("the signatures are of another text");
    }
    return new SignedNote(
        text, Stream.concat(signatures.stream(), other.signatures.stream()).distinct().toList());
  }

  /** Returns the lines below the empty line. */
  public String signatureLines() {
    return signatures.stream().map(NoteSignature::line).collect(Collectors.joining());
  }

  public Bytes encode() {
    return NoteText.utf8(text + "\n" + signatureLines());
  }

  /**
   * Reads a note; verifies nothing.
   *
   * @throws NoteException if it is malformed or over a limit
   */
  public static SignedNote parse(Bytes bytes) throws NoteException {
    if (bytes.length() > MAX_BYTES) {
      throw new NoteException("a note of more than " + MAX_BYTES + " bytes");
    }
    String note = NoteText.utf8(bytes);
    int blank = note.lastIndexOf("\n\n");
    boolean control = note.chars().anyMatch(c -> c < ' ' && c != '\n');
    if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length() || control) {
      throw new NoteException("a note is text, an empty line, signature lines");
    }
    String lines = note.substring(blank + 2, note.length() - 1);
    return new SignedNote(note.substring(0, blank + 1), signatures(lines));
  }

  /**
   * Requires a signature of {@code key}; lines of other keys are ignored.
   *
   * @throws NoteException if there is none, or one that is wrong
   */
  public void require(VerifierKey key) throws NoteException {
    if (!isSignedBy(key)) {
      throw new NoteException("no signature of " + key);
    }
  }

  /**
   * Returns whether {@code key} signed.
   *
   * @throws NoteException if a line names the key and is not its signature: then the whole note is
   *     refused (C2SP signed-note, section Signatures)
   */
  public boolean isSignedBy(VerifierKey key) throws NoteException {
    boolean signed = false;
    for (NoteSignature signature : signatures) {
      if (key.isNamedBy(signature)) {
        key.verify(text, signature);
        signed = true;
      }
    }
    return signed;
  }

  private static List<NoteSignature> signatures(String lines) throws NoteException {
    String[] parts = lines.split("\n", MAX_SIGNATURES + 1);
    if (parts.length > MAX_SIGNATURES) {
      throw new NoteException("more than " + MAX_SIGNATURES + " signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String part : parts) {
      signatures.add(NoteSignature.parse(part));
    }
    return signatures;
  }
}
