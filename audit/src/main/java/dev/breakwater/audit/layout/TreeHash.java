package dev.breakwater.audit.layout;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.security.MessageDigest;
import java.util.List;

/** The Merkle tree hash of RFC 6962, section 2.1, with SHA-256. */
public final class TreeHash {
  /** MTH({}): the root of the empty tree. */
  public static final Digest EMPTY = Digest.of(new byte[0]);

  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  private TreeHash() {}

  /** Returns SHA-256(0x00 || entry). */
  public static Digest leaf(Bytes entry) {
    MessageDigest sha256 = Digest.sha256();
    sha256.update(LEAF);
    sha256.update(entry.asBuffer());
    return new Digest(Bytes.of(sha256.digest()));
  }

  /** Returns SHA-256(0x01 || left || right). */
  public static Digest node(Digest left, Digest right) {
    MessageDigest sha256 = Digest.sha256();
    sha256.update(NODE);
    sha256.update(left.value().asBuffer());
    sha256.update(right.value().asBuffer());
    return new Digest(Bytes.of(sha256.digest()));
  }

  /**
   * Returns the root over {@code hashes}, which stand for leaves or for equally high full subtrees;
   * the last one may stand for a lower subtree.
   */
  public static Digest root(List<Digest> hashes) {
    if (hashes.isEmpty()) {
      return EMPTY;
    }
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int left = Integer.highestOneBit(hashes.size() - 1);
    return node(root(hashes.subList(0, left)), root(hashes.subList(left, hashes.size())));
  }
}
