package dev.breakwater.agent.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.WireFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The decisions of the people in a car: a magic with the version, then for each decision its length
 * (four bytes), its encoding, and the signature of the car's seal key (Ed25519, RFC 8032) over the
 * encoding. A decision is durable when {@link #append} returns. A last record that is not whole was
 * never acknowledged to anybody and is cut off. Guarded by its book.
 *
 * <p>The file only grows until {@link #compact} writes another one in its place, of version 2: it
 * begins with a signed list of the epochs that were kept, so that none can be taken out behind the
 * car's back. Epochs go on counting and never repeat.
 */
final class ConsentLog {
  /** The largest file: some ten thousand decisions. */
  static final int MAX_BYTES = 4 << 20;

  /** What is left for withdrawals alone, bytes: those are never refused for want of room. */
  static final int RESERVE_BYTES = 1 << 20;

  private static final byte[] MAGIC = "BWCONSENT\0\0\1".getBytes(US_ASCII);
  private static final byte[] COMPACTED = "BWCONSENT\0\0\2".getBytes(US_ASCII);
  private static final int LENGTH_BYTES = 4;
  private static final int SIGNATURE_BYTES = 64;

  private final Path file;
  private final KeyVault vault;
  private final List<ConsentChange> changes = new ArrayList<>();
  private KeptEpochs kept = KeptEpochs.EVERYTHING;
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
    if (changes.size() < kept.epochs().size()) {
      throw missing();
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
    if (Arrays.equals(found, COMPACTED)) {
      kept = readKept(content);
    } else if (!Arrays.equals(found, MAGIC)) {
      throw new IOException(file + ": not a consent log of version 1 or 2");
    }
    return content.position();
  }

  /** It came with its file, as a whole: there is no torn one. */
  private KeptEpochs readKept(ByteBuffer content) throws IOException {
    int length = content.remaining() < LENGTH_BYTES ? -1 : content.getInt();
    if (length < Long.BYTES || length > content.remaining() - SIGNATURE_BYTES) {
      throw changed();
    }
    Bytes body = next(content, length);
    if (!signed(listed(body), next(content, SIGNATURE_BYTES))) {
      throw changed();
    }
    return KeptEpochs.decode(body);
  }

  /** What is signed of the list: no decision begins like this. */
  private static Bytes listed(Bytes body) {
    var all = ByteBuffer.allocate(COMPACTED.length + body.length());
    return Bytes.of(all.put(COMPACTED).put(body.asBuffer()).array());
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
    return new IOException(file + ": decision " + nextEpoch() + " was changed");
  }

  private IOException missing() {
    return new IOException(file + ": decision " + nextEpoch() + " is missing");
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
      if (change.epoch() != nextEpoch()) {
        throw missing();
      }
      return change;
    } catch (WireFormatException e) {
      throw new IOException(file + ": decision " + nextEpoch() + " is not readable", e);
    }
  }

  List<ConsentChange> changes() {
    return List.copyOf(changes);
  }

  /** Returns the epoch of the last decision, 0 before the first. */
  long lastEpoch() {
    return nextEpoch() - 1;
  }

  /** Returns the epoch that the next decision gets. */
  long nextEpoch() {
    return kept.epochAt(changes.size());
  }

  /** Returns whether there is room for one more that grants something. */
  boolean hasRoom() {
    return size + ConsentChange.MAX_BYTES <= MAX_BYTES;
  }

  /**
   * Writes the file anew with some of its decisions. A crash leaves the old file or the new one.
   *
   * @param keeps chooses
   */
  void compact(Predicate<ConsentChange> keeps) throws IOException {
    List<ConsentChange> stay = changes.stream().filter(keeps).toList();
    if (stay.size() == changes.size()) {
      return;
    }
    var next = new KeptEpochs(lastEpoch(), stay.stream().map(ConsentChange::epoch).toList());
    var content = new ByteArrayOutputStream();
    content.writeBytes(COMPACTED);
    Bytes list = next.encode();
    content.writeBytes(record(list, vault.sign(listed(list))));
    for (ConsentChange change : stay) {
      Bytes body = change.encode();
      content.writeBytes(record(body, vault.sign(body)));
    }
    DurableFile.replace(file, Bytes.of(content.toByteArray()));
    kept = next;
    size = content.size();
    changes.clear();
    changes.addAll(stay);
  }

  private static byte[] record(Bytes body, Bytes signature) {
    return ByteBuffer.allocate(LENGTH_BYTES + body.length() + SIGNATURE_BYTES)
        .putInt(body.length())
        .put(body.asBuffer())
        .put(signature.asBuffer())
        .array();
  }

  /** Signs a decision and makes it durable. */
  void append(ConsentChange change) throws IOException {
    Bytes body = change.encode();
    byte[] record = record(body, vault.sign(body));
    int head = size == 0 ? MAGIC.length : 0;
    var written = ByteBuffer.allocate(head + record.length).put(MAGIC, 0, head).put(record);
    DurableFile.append(file, Bytes.of(written.array()));
    size += written.capacity();
    changes.add(change);
  }
}
