package dev.breakwater.agent.statutory;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.WrongKeyException;
import dev.breakwater.agent.outbox.FileKey;
import dev.breakwater.agent.outbox.Storage;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;

/**
 * The bytes of one file of the store: a head with the wrapped key of this file alone, then records,
 * each encrypted under the next number. A file is continued by nobody but the writer that began it.
 */
final class ReportFile {
  private static final byte[] MAGIC = {'B', 'W', 'S', 'T', 'A', 'T', '0', '1'};

  /** The longest record, bytes: a packet and what is known of it. */
  static final int MAX_RECORD_BYTES = 128 << 10;

  private static final int MAX_KEY_BYTES = 1 << 10;

  private ReportFile() {}

  /** Returns the first bytes of a file. */
  static ByteBuffer head(Bytes wrappedKey) {
    return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + wrappedKey.length())
        .put(MAGIC)
        .putInt(wrappedKey.length())
        .put(wrappedKey.asBuffer())
        .flip();
  }

  /** Returns a record as it is appended. */
  static ByteBuffer record(FileKey key, long number, Bytes plain) {
    ByteBuffer cipherText = key.encrypt(number, plain.asBuffer());
    return ByteBuffer.allocate(Integer.BYTES + cipherText.remaining())
        .putInt(cipherText.remaining())
        .put(cipherText)
        .flip();
  }

  /**
   * What could be read of a file.
   *
   * @param whole whether that is all of it; the end of a file is torn where the power was cut
   */
  record Read(List<Bytes> records, boolean whole) {}

  static Read read(Storage.Content content, KeyVault vault) throws IOException {
    long size = content.size();
    ByteBuffer head = content.read(0, MAGIC.length + Integer.BYTES);
    if (head.remaining() < MAGIC.length + Integer.BYTES) {
      return new Read(List.of(), false);
    }
    byte[] magic = new byte[MAGIC.length];
    head.get(magic);
    int keyLength = head.getInt();
    if (!Arrays.equals(magic, MAGIC) || keyLength < 0 || keyLength > MAX_KEY_BYTES) {
      return new Read(List.of(), false);
    }
    long offset = (long) MAGIC.length + Integer.BYTES;
    try {
      var key = new FileKey(vault.unwrap(bytes(content.read(offset, keyLength))));
      return records(content, key, offset + keyLength, size);
    } catch (WrongKeyException e) {
      return new Read(List.of(), false);
    }
  }

  private static Read records(Storage.Content content, FileKey key, long from, long size)
      throws IOException {
    List<Bytes> records = new ArrayList<>();
    long offset = from;
    while (offset + Integer.BYTES <= size) {
      int length = content.read(offset, Integer.BYTES).getInt();
      if (length < 0 || length > MAX_RECORD_BYTES || offset + Integer.BYTES + length > size) {
        return new Read(records, false);
      }
      try {
        ByteBuffer cipherText = content.read(offset + Integer.BYTES, length);
        records.add(bytes(key.decrypt(records.size(), cipherText)));
      } catch (AEADBadTagException e) {
        return new Read(records, false);
      }
      offset += Integer.BYTES + length;
    }
    return new Read(records, offset == size);
  }

  private static Bytes bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return Bytes.of(copy);
  }
}
