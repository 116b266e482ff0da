package dev.breakwater.audit.checkpoint;

/** The signature types of C2SP signed-note that we speak. */
public enum SignatureType {
  /** A log's signature: Ed25519 over the note's text. */
  ED25519((byte) 0x01),
  /** A witness's timestamped cosignature (C2SP tlog-cosignature, {@code cosignature/v1}). */
  COSIGNATURE((byte) 0x04);

  private final byte code;

  SignatureType(byte code) {
    this.code = code;
  }

  byte code() {
    return code;
  }

  static SignatureType of(byte code) throws NoteException {
    for (SignatureType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new NoteException("signature type " + code + " is not supported");
  }
}
