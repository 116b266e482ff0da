package dev.breakwater.ingest.keys;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what vehicles deliver before it is written anywhere, and opens it in memory (design idea
 * 9): AES-256-GCM (NIST SP 800-38D) with a random nonce, under a key derived from the data key,
 * which itself salts the log's commitments.
 *
 * <pre>
 * body = version 1 (1 byte) || nonce (12 bytes) || ciphertext and tag
 * associated data = "breakwater-item-1" 0x00 kind 0x00 vehicle 0x00 key name
 * </pre>
 *
 * <p>So a body opens only as the kind of thing that it is, from the vehicle that delivered it. Safe
 * for use by several threads.
 */
public final class ItemCipher {
  /** What encryption adds to plain bytes. */
  public static final int OVERHEAD_BYTES = 1 + 12 + 16;

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  static final String PURPOSE = "breakwater-item-1";

  /** One call with all of a large item would be slow until the JIT compiles AES. */
  private static final int STEP_BYTES = 8 << 10;

  /** One for each thread: to find the algorithm's provider takes longer than to open an item. */
  private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(ItemCipher::newCipher);

  private final DataKeys keys;
  private final SecureRandom random;

  /** What is encrypted; its name is part of every ciphertext. */
  private enum Kind {
    ITEM,
    /** What is no item, or not one of the vehicle that delivered it. */
    BYTES
  }

  /**
   * @param random makes the nonces
   */
  public ItemCipher(DataKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  public DataKeys keys() {
    return keys;
  }

  /**
   * Returns what the topic {@code raw} may hold of an item.
   *
   * @param encoded the item's encoding as it was delivered
   */
  public RawRecord seal(Item item, Bytes encoded) throws IOException {
    Sealed sealed = sealed(item, encoded);
    return new RawRecord(
        RawRecord.Kind.ITEM,
        item.id().chain().vehicle(),
        sealed.key(),
        ItemLabel.of(item, encoded),
        sealed.body());
  }

  /** Encrypts an item; the body is empty if its consent was taken back: nobody has it then. */
  public Sealed sealed(Item item, Bytes encoded) throws IOException {
    return seal(KeyScope.of(item), Kind.ITEM, encoded);
  }

  /**
   * Encrypts what is no item.
   *
   * @param vehicle that delivered it; empty if nobody knows
   */
  public Sealed sealed(String vehicle, Bytes bytes) throws IOException {
    return seal(KeyScope.quarantine(vehicle), Kind.BYTES, bytes);
  }

  private Sealed seal(KeyScope scope, Kind kind, Bytes plain) throws IOException {
    Optional<DataKey> key = keys.of(scope);
    return key.isPresent()
        ? new Sealed(key.get().name(), encrypt(key.get(), kind, scope.vehicle(), plain))
        : new Sealed(keys.name(scope, 0), Bytes.EMPTY);
  }

  /**
   * Returns the item that the vehicle delivered, or nothing if the key is destroyed.
   *
   * @param key its name
   * @throws UnopenableException if the body was not encrypted under that key for that vehicle
   * @throws IOException if the key cannot be read now
   */
  public Optional<Bytes> open(String key, String vehicle, Bytes body) throws IOException {
    return open(Kind.ITEM, key, vehicle, body);
  }

  /**
   * Returns what the vehicle delivered, or nothing if the key is destroyed.
   *
   * @throws UnopenableException if the body is not what the vehicle delivered
   * @throws IOException if the key cannot be read now
   */
  public Optional<Bytes> open(Outcome outcome) throws IOException {
    Optional<Bytes> plain;
    try {
      plain = plain(outcome);
    } catch (UnopenableException e) {
      throw new UnopenableException(outcome.item() + ": " + e.getMessage(), e);
    }
    if (plain.isPresent() && !Digest.of(plain.get()).equals(outcome.digest())) {
      throw new UnopenableException(outcome.item() + " does not have its digest");
    }
    return plain;
  }

  private Optional<Bytes> plain(Outcome outcome) throws IOException {
    if (outcome.key().isEmpty()) {
      boolean erased = outcome.verdict() == Outcome.Verdict.ERASED;
      return erased ? Optional.empty() : Optional.of(outcome.body());
    }
    Kind kind = outcome.number() < 0 ? Kind.BYTES : Kind.ITEM;
    return open(kind, outcome.key(), outcome.vehicle(), outcome.body());
  }

  private Optional<Bytes> open(Kind kind, String key, String vehicle, Bytes body)
      throws IOException {
    Optional<DataKey> found = body.equals(Bytes.EMPTY) ? Optional.empty() : keys.find(key);
    return found.isPresent()
        ? Optional.of(decrypt(found.get(), kind, vehicle, body))
        : Optional.empty();
  }

  private Bytes encrypt(DataKey key, Kind kind, String vehicle, Bytes plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, key, bound(key, kind, vehicle));
      var out = ByteBuffer.allocate(OVERHEAD_BYTES + plain.length());
      out.put(VERSION).put(nonce);
      run(cipher, plain.asBuffer(), out);
      return Bytes.of(out.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static Bytes decrypt(DataKey key, Kind kind, String vehicle, Bytes body)
      throws UnopenableException {
    ByteBuffer in = body.asBuffer();
    if (in.remaining() < OVERHEAD_BYTES || in.get() != VERSION) {
      throw new UnopenableException("a body is not one that this program encrypts");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, key, bound(key, kind, vehicle));
      var out = ByteBuffer.allocate(body.length() - OVERHEAD_BYTES);
      run(cipher, in, out);
      return Bytes.of(out.array());
    } catch (AEADBadTagException e) {
      throw new UnopenableException("a body does not open under its " + key, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static byte[] bound(DataKey key, Kind kind, String vehicle) {
    return String.join("\0", PURPOSE, kind.name(), vehicle, key.name())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Cipher cipher(int mode, byte[] nonce, DataKey key, byte[] bound)
      throws GeneralSecurityException {
    Cipher cipher = CIPHERS.get();
    cipher.init(mode, key.cipherKey(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bound);
    return cipher;
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static void run(Cipher cipher, ByteBuffer in, ByteBuffer out)
      throws GeneralSecurityException {
    while (in.remaining() > STEP_BYTES) {
      ByteBuffer step = in.slice().limit(STEP_BYTES);
      cipher.update(step, out);
      in.position(in.position() + STEP_BYTES);
    }
    cipher.doFinal(in, out);
  }
}
