package dev.breakwater.audit.proof;

import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.wire.Digest;
import java.util.List;

/**
 * That a leaf is in a tree (RFC 9162, section 2.1.3).
 *
 * @param index of the leaf, below {@code size}
 * @param size of the tree, in leaves
 * @param path from the leaf's sibling up to the root's child
 */
public record InclusionProof(long index, long size, List<Digest> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /**
   * Verifies by RFC 9162, section 2.1.3.2.
   *
   * @param leaf hash of the leaf
   * @throws InvalidProofException if the tree with this root does not have the leaf at the index
   */
  public void verify(Digest leaf, Digest root) throws InvalidProofException {
    if (index < 0 || index >= size) {
      throw new InvalidProofException("no index " + index + " in a tree of " + size);
    }
    long node = index;
    long last = size - 1;
    Digest hash = leaf;
    for (Digest sibling : path) {
      if (last == 0) {
        throw new InvalidProofException("path too long for index " + index + " of " + size);
      }
      boolean right = (node & 1) == 1 || node == last;
      hash = right ? TreeHash.node(sibling, hash) : TreeHash.node(hash, sibling);
      // On the right edge, levels where the node has no sibling are skipped.
      int up = 1 + (right ? Long.numberOfTrailingZeros(node) : 0);
      node >>>= up;
      last >>>= up;
    }
    if (last != 0 || !hash.equals(root)) {
      throw new InvalidProofException("index " + index + " of " + size + " leads to another root");
    }
  }
}
