package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The signature types of C2SP signed-note that we speak. */
public enum SignatureType {
  /** Ed25519 over the note's text: a log's signature, or a signer's of other notes. */
  ED25519(0x01, "", Ed25519.PUBLIC_KEY_SIZE),
  /** A witness's timestamped cosignature (C2SP tlog-cosignature, {@code cosignature/v1}). */
  COSIGNATURE(0x04, "", Ed25519.PUBLIC_KEY_SIZE),
  /**
   * SM2 over the note's text (GB/T 32918). The specification has assigned no byte to it, so the one
   * for such types is followed by our own name.
   */
  SM2(0xff, "breakwater.dev/sm2-sm3", Sm2.PUBLIC_KEY_BYTES);

  private final String prefix;
  private final int keyBytes;

  SignatureType(int code, String name, int keyBytes) {
    this.prefix = (char) code + name;
    this.keyBytes = keyBytes;
  }

  /** Returns what stands before the key in its text and in its id. */
  Bytes prefix() {
    return Bytes.of(prefix.getBytes(StandardCharsets.ISO_8859_1));
  }

  boolean isKey(Bytes key) {
    return key.length() == keyBytes
        && switch (this) {
          case ED25519, COSIGNATURE -> Ed25519.validatePublicKeyFull(key.toArray(), 0);
          case SM2 -> Sm2.isPublicKey(key.toArray());
        };
  }

  /**
   * Returns the type of a key.
   *
   * @param content prefix and key
   */
  static SignatureType of(Bytes content) throws NoteException {
    for (SignatureType type : values()) {
      int length = type.prefix.length();
      if (content.length() > length && content.slice(0, length).equals(type.prefix())) {
        return type;
      }
    }
    throw new NoteException("the signature type is not supported");
  }
}
