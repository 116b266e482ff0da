package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private Ed25519 key with its name; a log's key has the log's origin as its name. Written {@code
 * PRIVATE+KEY+name+keyid+base64(0x01 || seed)}, as Go's sumdb/note does. Thread-safe.
 */
public final class SignerKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final byte[] seed;
  private final VerifierKey verifierKey;

  private SignerKey(String name, byte[] seed) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    this.seed = seed;
    this.verifierKey = new VerifierKey(name, SignatureType.ED25519, Bytes.of(publicKey));
  }

  /**
   * @param name not empty, without spaces and plus signs
   */
  public static SignerKey generate(String name, SecureRandom random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return new SignerKey(name, seed);
  }

  /**
   * @throws NoteException unless {@code text} is what {@link #encode} writes
   */
  public static SignerKey parse(String text) throws NoteException {
    String[] parts = text.split("\\+", 5);
    if (!text.startsWith(PREFIX) || parts.length != 5 || !NoteText.isName(parts[2])) {
      throw new NoteException("a private key is PRIVATE+KEY+name+keyid+base64");
    }
    Bytes content = NoteText.base64(parts[4]);
    if (content.length() == 1 + Ed25519.SECRET_KEY_SIZE) {
      var key = new SignerKey(parts[2], content.slice(1, content.length()).toArray());
      // Written again it must be the same: this checks key id and type.
      if (key.encode().equals(text)) {
        return key;
      }
    }
    throw new NoteException("the private key is damaged or of another type");
  }

  /** Returns the secret text; keep it in a file that only the log's process can read. */
  public String encode() {
    byte[] content =
        ByteBuffer.allocate(1 + seed.length).put(SignatureType.ED25519.code()).put(seed).array();
    String id = HexFormat.of().toHexDigits(verifierKey.keyId());
    return PREFIX + name() + "+" + id + "+" + NoteText.base64(Bytes.of(content));
  }

  public String name() {
    return verifierKey.name();
  }

  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /**
   * @param text ends in a newline
   */
  public SignedNote sign(String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    var line = new NoteSignature(name(), verifierKey.keyId(), Bytes.of(signature));
    return new SignedNote(text, List.of(line));
  }

  /** Shows the public key only. */
  @Override
  public String toString() {
    return "signer of " + verifierKey;
  }
}
