package dev.breakwater.audit.proof;

import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.wire.Digest;
import java.util.List;

/**
 * That a tree is an earlier one with leaves appended (RFC 9162, section 2.1.4).
 *
 * @param oldSize leaves of the earlier tree
 * @param newSize leaves of the later tree, not fewer
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Verifies by RFC 9162, section 2.1.4.2; every tree extends the empty one.
   *
   * @throws InvalidProofException if the later tree does not begin with the earlier one
   */
  public void verify(Digest oldRoot, Digest newRoot) throws InvalidProofException {
    if (oldSize < 0 || oldSize > newSize) {
      throw new InvalidProofException(
          "a tree of " + newSize + " does not extend one of " + oldSize);
    }
    if (oldSize == 0 || oldSize == newSize) {
      Digest start = oldSize == 0 ? TreeHash.EMPTY : newRoot;
      require(path.isEmpty() && oldRoot.equals(start));
    } else {
      walk(oldRoot, newRoot);
    }
  }

  private void walk(Digest oldRoot, Digest newRoot) throws InvalidProofException {
    // A full old tree is a node of the new one: its root is not repeated in the path.
    boolean full = Long.bitCount(oldSize) == 1;
    require(full || !path.isEmpty());
    int height = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >>> height;
    long last = (newSize - 1) >>> height;
    Digest before = full ? oldRoot : path.get(0);
    Digest after = before;
    for (Digest sibling : full ? path : path.subList(1, path.size())) {
      require(last != 0);
      boolean right = (node & 1) == 1 || node == last;
      before = right ? TreeHash.node(sibling, before) : before;
      after = right ? TreeHash.node(sibling, after) : TreeHash.node(after, sibling);
      int up = 1 + (right ? Long.numberOfTrailingZeros(node) : 0);
      node >>>= up;
      last >>>= up;
    }
    require(last == 0 && before.equals(oldRoot) && after.equals(newRoot));
  }

  private void require(boolean holds) throws InvalidProofException {
    if (!holds) {
      throw new InvalidProofException(
          "the tree of " + newSize + " does not begin with the tree of " + oldSize);
    }
  }
}
