package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a file of the log is laid out. Numbers are big-endian.
 *
 * <pre>
 * file    head commit*
 * head    "BWOUTBX1"  length of the wrapped key u16  wrapped key  CRC-32C of all before u32
 * commit  "CMIT"  length of the parts u64  CRC-32C of both u32
 *         parts: length u32, AES-GCM of one record (nonce: counts up over the file)
 *         "DONE"  counter u64  AES-GCM of the commit's offset u64 (nonce: that counter)
 * </pre>
 *
 * <p>The parts are made durable before the mark "DONE" is written. So a commit without its mark was
 * never promised to anybody and is dropped; damage before a mark is damage to what was promised,
 * and is reported. A file is never written again once its process has ended: the next one starts a
 * new file with a new key.
 */
final class LogFormat {
  static final byte[] MAGIC = {'B', 'W', 'O', 'U', 'T', 'B', 'X', '1'};
  static final int COMMIT = 0x434D4954;
  static final int DONE = 0x444F4E45;
  static final int COMMIT_BYTES = 4 + 8 + 4;
  static final int PART_BYTES = 4;
  static final int DONE_BYTES = 4 + 8 + 8 + FileKey.TAG_BYTES;

  /** Length of a head up to the wrapped key. */
  static final int PREFIX_BYTES = MAGIC.length + 2;

  private LogFormat() {}

  static ByteBuffer head(Bytes wrappedKey) {
    int length = PREFIX_BYTES + wrappedKey.length();
    var head = ByteBuffer.allocate(length + 4).put(MAGIC);
    head.putShort((short) wrappedKey.length()).put(wrappedKey.asBuffer());
    return head.putInt(crc(head, length)).flip();
  }

  static ByteBuffer commit(long partsLength) {
    var commit = ByteBuffer.allocate(COMMIT_BYTES).putInt(COMMIT).putLong(partsLength);
    return commit.putInt(crc(commit, COMMIT_BYTES - 4)).flip();
  }

  static ByteBuffer part(ByteBuffer cipherText) {
    var part = ByteBuffer.allocate(PART_BYTES + cipherText.remaining());
    return part.putInt(cipherText.remaining()).put(cipherText).flip();
  }

  static ByteBuffer done(FileKey key, long counter, long offset) {
    var mark = ByteBuffer.allocate(DONE_BYTES).putInt(DONE).putLong(counter);
    return mark.put(key.encrypt(counter, ByteBuffer.allocate(8).putLong(0, offset))).flip();
  }

  /** Returns a copy of what remains in {@code bytes}. */
  static byte[] array(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  /** Returns the checksum of the first {@code length} bytes. */
  static int crc(ByteBuffer bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(length));
    return (int) crc.getValue();
  }
}
