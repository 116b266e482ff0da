package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key with its name; a log's key has the log's origin as its name. Written {@code
 * PRIVATE+KEY+name+keyid+base64(type || secret)}, as Go's sumdb/note does. Thread-safe.
 */
public final class SignerKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final byte[] secret;
  private final VerifierKey verifierKey;

  private SignerKey(String name, SignatureType type, byte[] secret) {
    this.secret = secret;
    this.verifierKey = new VerifierKey(name, type, Bytes.of(publicKey(type, secret)));
  }

  private static byte[] publicKey(SignatureType type, byte[] secret) {
    return switch (type) {
      case ED25519 -> ed25519(secret);
      case SM2 -> Sm2.publicKey(secret);
      case COSIGNATURE -> throw new IllegalArgumentException("witnesses have their own keys");
    };
  }

  private static byte[] ed25519(byte[] seed) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    return publicKey;
  }

  /**
   * Makes an Ed25519 key.
   *
   * @param name not empty, without spaces and plus signs
   */
  public static SignerKey generate(String name, SecureRandom random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return new SignerKey(name, SignatureType.ED25519, seed);
  }

  /**
   * Makes an SM2 key.
   *
   * @param name not empty, without spaces and plus signs
   */
  public static SignerKey generateSm2(String name, SecureRandom random) {
    return new SignerKey(name, SignatureType.SM2, Sm2.generate(random));
  }

  /**
   * @throws NoteException unless {@code text} is what {@link #encode} writes
   */
  public static SignerKey parse(String text) throws NoteException {
    String[] parts = text.split("\\+", 5);
    if (!text.startsWith(PREFIX) || parts.length != 5 || !NoteText.isName(parts[2])) {
      throw new NoteException("a private key is PRIVATE+KEY+name+keyid+base64");
    }
    try {
      Bytes content = NoteText.base64(parts[4]);
      SignatureType type = SignatureType.of(content);
      Bytes secret = content.slice(type.prefix().length(), content.length());
      // Both kinds of secret are 32 bytes long.
      if (secret.length() == Sm2.SECRET_KEY_BYTES) {
        var key = new SignerKey(parts[2], type, secret.toArray());
        // Written again it must be the same: this checks the key id.
        if (key.encode().equals(text)) {
          return key;
        }
      }
    } catch (IllegalArgumentException e) {
      throw damaged();
    }
    throw damaged();
  }

  private static NoteException damaged() {
    return new NoteException("the private key is damaged or of another type");
  }

  /** Returns the secret text; keep it in a file that only the log's process can read. */
  public String encode() {
    Bytes prefix = verifierKey.type().prefix();
    byte[] content =
        ByteBuffer.allocate(prefix.length() + secret.length)
            .put(prefix.asBuffer())
            .put(secret)
            .array();
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
    byte[] signature =
        switch (verifierKey.type()) {
          case ED25519 -> ed25519(secret, message);
          case SM2 -> Sm2.sign(secret, message);
          case COSIGNATURE -> throw new IllegalStateException("no signer has such a key");
        };
    var line = new NoteSignature(name(), verifierKey.keyId(), Bytes.of(signature));
    return new SignedNote(text, List.of(line));
  }

  private static byte[] ed25519(byte[] seed, byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** Shows the public key only. */
  @Override
  public String toString() {
    return "signer of " + verifierKey;
  }
}
