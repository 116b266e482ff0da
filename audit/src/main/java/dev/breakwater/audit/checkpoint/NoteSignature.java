package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;

/**
 * One signature line of a note.
 *
 * @param name of the key
 * @param keyId first four bytes of a hash over name, type and key
 * @param signature without the key id
 */
public record NoteSignature(String name, int keyId, Bytes signature) {
  private static final String DASH = "\u2014 ";

  String line() {
    byte[] signed = signature.toArray();
    byte[] content =
        ByteBuffer.allocate(Integer.BYTES + signed.length).putInt(keyId).put(signed).array();
    return DASH + name + " " + NoteText.base64(Bytes.of(content)) + "\n";
  }

  static NoteSignature parse(String line) throws NoteException {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space < DASH.length()) {
      throw new NoteException("not a signature line");
    }
    String name = line.substring(DASH.length(), space);
    Bytes content = NoteText.base64(line.substring(space + 1));
    if (!NoteText.isName(name) || content.length() <= Integer.BYTES) {
      throw new NoteException("not a signature line");
    }
    Bytes signature = content.slice(Integer.BYTES, content.length());
    return new NoteSignature(name, content.asBuffer().getInt(), signature);
  }
}
