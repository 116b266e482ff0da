package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key with its name, written {@code name+keyid+base64(type || key)} (vkey of C2SP
 * signed-note).
 */
public record VerifierKey(String name, SignatureType type, Bytes publicKey) {
  private static final int TIMESTAMP = Long.BYTES;

  /**
   * @throws IllegalArgumentException if the name or the key is none
   */
  public VerifierKey {
    if (!NoteText.isName(name)) {
      throw new IllegalArgumentException("a key name has no space and no plus: '" + name + "'");
    }
    if (!type.isKey(publicKey)) {
      throw new IllegalArgumentException("not a public key of the type " + type);
    }
  }

  /**
   * @throws NoteException unless {@code text} is a key of a type in {@link SignatureType}
   */
  public static VerifierKey parse(String text) throws NoteException {
    String[] parts = text.split("\\+", 3);
    Bytes content = NoteText.base64(parts[parts.length - 1]);
    if (parts.length != 3) {
      throw new NoteException("a key is name+keyid+base64");
    }
    try {
      SignatureType type = SignatureType.of(content);
      Bytes publicKey = content.slice(type.prefix().length(), content.length());
      var key = new VerifierKey(parts[0], type, publicKey);
      // Written again it must be the same: this checks the key id.
      if (key.toString().equals(text)) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw new NoteException(String.valueOf(e.getMessage()));
    }
    throw new NoteException("the key id does not belong to the key");
  }

  /** Returns SHA-256(name || 0x0A || type || key), its first four bytes. */
  public int keyId() {
    MessageDigest sha256 = Digest.sha256();
    sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    sha256.update(type.prefix().asBuffer());
    sha256.update(publicKey.asBuffer());
    return ByteBuffer.wrap(sha256.digest()).getInt();
  }

  boolean isNamedBy(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId() == keyId();
  }

  void verify(String text, NoteSignature signature) throws NoteException {
    boolean valid =
        switch (type) {
          case ED25519 -> verify(text, signature.signature());
          case COSIGNATURE -> verifyCosignature(text, signature.signature());
          case SM2 -> Sm2.verify(publicKey.toArray(), utf8(text), signature.signature().toArray());
        };
    if (!valid) {
      throw new NoteException("wrong signature of " + name);
    }
  }

  /** The signed text is {@code cosignature/v1}, a line with the time, and the note's text. */
  private boolean verifyCosignature(String text, Bytes signature) {
    long seconds = signature.length() < TIMESTAMP ? -1 : signature.asBuffer().getLong();
    String cosigned = "cosignature/v1\ntime " + seconds + "\n" + text;
    return seconds >= 0 && verify(cosigned, signature.slice(TIMESTAMP, signature.length()));
  }

  private boolean verify(String text, Bytes signature) {
    byte[] message = utf8(text);
    return signature.length() == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(
            signature.toArray(), 0, publicKey.toArray(), 0, message, 0, message.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    Bytes prefix = type.prefix();
    byte[] content =
        ByteBuffer.allocate(prefix.length() + publicKey.length())
            .put(prefix.asBuffer())
            .put(publicKey.asBuffer())
            .array();
    return name
        + "+"
        + HexFormat.of().toHexDigits(keyId())
        + "+"
        + NoteText.base64(Bytes.of(content));
  }
}
