package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A witness's private key with its name (C2SP tlog-cosignature, {@code cosignature/v1}). Written
 * like a {@link SignerKey}, with a type of its own, so that neither can be used for the other.
 * Thread-safe.
 */
public final class WitnessKey {
  private static final String PREFIX = "PRIVATE+KEY+";
  private static final SignatureType TYPE = SignatureType.COSIGNATURE;

  private final byte[] seed;
  private final VerifierKey verifierKey;

  private WitnessKey(String name, byte[] seed) {
    this.seed = seed;
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    this.verifierKey = new VerifierKey(name, TYPE, Bytes.of(publicKey));
  }

  /**
   * Makes a key.
   *
   * @param name not empty, without spaces and plus signs
   */
  public static WitnessKey generate(String name, SecureRandom random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return new WitnessKey(name, seed);
  }

  /**
   * @throws NoteException unless {@code text} is what {@link #encode} writes
   */
  public static WitnessKey parse(String text) throws NoteException {
    String[] parts = text.split("\\+", 5);
    if (!text.startsWith(PREFIX) || parts.length != 5 || !NoteText.isName(parts[2])) {
      throw new NoteException("a private key is PRIVATE+KEY+name+keyid+base64");
    }
    Bytes content = NoteText.base64(parts[4]);
    if (content.length() == 1 + Ed25519.SECRET_KEY_SIZE && SignatureType.of(content) == TYPE) {
      var key = new WitnessKey(parts[2], content.slice(1, content.length()).toArray());
      // Written again it must be the same: this checks the key id.
      if (key.encode().equals(text)) {
        return key;
      }
    }
    throw new NoteException("the private key is damaged or not a witness's");
  }

  /** Returns the secret text; keep it in a file that only the witness can read. */
  public String encode() {
    byte[] content =
        ByteBuffer.allocate(1 + seed.length).put(TYPE.prefix().asBuffer()).put(seed).array();
    String id = HexFormat.of().toHexDigits(verifierKey.keyId());
    return PREFIX + verifierKey.name() + "+" + id + "+" + NoteText.base64(Bytes.of(content));
  }

  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /**
   * Cosigns the text of a checkpoint.
   *
   * @param text ends in a newline
   * @param at when; whole seconds are signed
   */
  public SignedNote cosign(String text, Instant at) {
    String cosigned = "cosignature/v1\ntime " + at.getEpochSecond() + "\n" + text;
    byte[] message = cosigned.getBytes(StandardCharsets.UTF_8);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    byte[] content =
        ByteBuffer.allocate(Long.BYTES + signature.length)
            .putLong(at.getEpochSecond())
            .put(signature)
            .array();
    var line = new NoteSignature(verifierKey.name(), verifierKey.keyId(), Bytes.of(content));
    return new SignedNote(text, List.of(line));
  }

  /** Shows the public key only. */
  @Override
  public String toString() {
    return "witness " + verifierKey;
  }
}
