package dev.breakwater.agent.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The decisions of the people in a car, in a file that only grows: a magic with the version, then
 * for each decision its length (four bytes), its encoding, and the signature of the car's seal key
 * (Ed25519, RFC 8032) over the encoding. A decision is durable when {@link #append} returns. A last
 * record that is not whole was never acknowledged to anybody and is cut off. Guarded by its book.
 */
final class ConsentLog {
  /** The largest file: some ten thousand decisions. */
  static final int MAX_BYTES = 4 << 20;

  /** What is left for withdrawals alone, bytes: those are never refused for want of room. */
  static final int RESERVE_BYTES = 1 << 20;

  private static final byte[] MAGIC = "BWCONSENT\0\0\1".getBytes(US_ASCII);
  private static final int LENGTH_BYTES = 4;
  private static final int SIGNATURE_BYTES = 64;

  private final Path file;
  private final KeyVault vault;
  private final List<ConsentChange> changes = new ArrayList<>();
  private long size;

  private ConsentLog(Path file, KeyVault vault) {
    this.file = file;
    this.vault = vault;
  }

  /**
   * Opens the log in {@code file}, empty if it is not there.
   *
   * @throws IOException also if a decision was changed: the car must not start on a guess
   */
  static ConsentLog open(Path file, KeyVault vault) throws IOException {
    var log = new ConsentLog(file, vault);
    if (Files.exists(file)) {
      log.replay();
    }
    return log;
  }

  private void replay() throws IOException {
    if (Files.size(file) > MAX_BYTES + RESERVE_BYTES) {
      throw new IOException(file + ": larger than " + (MAX_BYTES + RESERVE_BYTES) + " bytes");
    }
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
    size = readMagic(content);
    while (size > 0 && content.hasRemaining() && readNext(content)) {
      size = content.position();
    }
    if (size < content.capacity()) {
      DurableFile.truncate(file, size);
    }
  }

  private int readMagic(ByteBuffer content) throws IOException {
    if (content.remaining() < MAGIC.length) {
      return 0;
    }
    byte[] found = new byte[MAGIC.length];
    content.get(found);
    if (!Arrays.equals(found, MAGIC)) {
      throw new IOException(file + ": not a consent log of version 1");
    }
    return MAGIC.length;
  }

  /** Returns false if the rest is the beginning of a record that was never finished. */
  private boolean readNext(ByteBuffer content) throws IOException {
    if (content.remaining() < LENGTH_BYTES) {
      return false;
    }
    int length = content.getInt();
    if (length < 0 || length > content.remaining() - SIGNATURE_BYTES) {
      requireTorn(content);
      return false;
    }
    Bytes body = next(content, length);
    Bytes signature = next(content, SIGNATURE_BYTES);
    if (!signed(body, signature)) {
      if (!content.hasRemaining()) {
        return false;
      }
      throw changed();
    }
    changes.add(decode(body));
    return true;
  }

  /** What is longer than a record can be is no torn one. */
  private void requireTorn(ByteBuffer content) throws IOException {
    if (content.remaining() > ConsentChange.MAX_BYTES + SIGNATURE_BYTES) {
      throw changed();
    }
  }

  private IOException changed() {
    return new IOException(file + ": decision " + (changes.size() + 1) + " was changed");
  }

  private static Bytes next(ByteBuffer content, int length) {
    byte[] bytes = new byte[length];
    content.get(bytes);
    return Bytes.of(bytes);
  }

  private boolean signed(Bytes body, Bytes signature) {
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(vault.sealPublicKey().toArray()));
    verifier.update(body.toArray(), 0, body.length());
    return verifier.verifySignature(signature.toArray());
  }

  private ConsentChange decode(Bytes body) throws IOException {
    try {
      ConsentChange change = ConsentChange.decode(body);
      if (change.epoch() != changes.size() + 1) {
        throw new IOException(file + ": decision " + (changes.size() + 1) + " is missing");
      }
      return change;
    } catch (WireFormatException e) {
      throw new IOException(file + ": decision " + (changes.size() + 1) + " is not readable", e);
    }
  }

  List<ConsentChange> changes() {
    return List.copyOf(changes);
  }

  int count() {
    return changes.size();
  }

  /** Returns whether there is room for one more that grants something. */
  boolean hasRoom() {
    return size + ConsentChange.MAX_BYTES <= MAX_BYTES;
  }

  /** Signs a decision and makes it durable. */
  void append(ConsentChange change) throws IOException {
    Bytes body = change.encode();
    int head = size == 0 ? MAGIC.length : 0;
    var record =
        ByteBuffer.allocate(head + LENGTH_BYTES + body.length() + SIGNATURE_BYTES)
            .put(MAGIC, 0, head)
            .putInt(body.length())
            .put(body.asBuffer())
            .put(vault.sign(body).asBuffer());
    DurableFile.append(file, Bytes.of(record.array()));
    size += record.capacity();
    changes.add(change);
  }
}
