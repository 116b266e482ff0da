package dev.breakwater.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The eight leaves, roots and paths are those of the Certificate Transparency reference tests. */
class ProofTest {
  private static final List<Digest> REFERENCE =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> TreeHash.leaf(Bytes.of(HexFormat.of().parseHex(hex))))
          .toList();
  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  private static final String N1 =
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
  private static final String N23 =
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
  private static final String N4567 =
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
  private static final String N4 =
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
  private static final String N45 =
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
  private static final String N67 =
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

  @Test
  @DisplayName("RFC 6962, section 2.1: roots of the reference trees")
  void root_referenceTrees_areTheKnownAnswers() throws IOException {
    for (int size = 0; size < ROOTS.size(); size++) {
      assertThat(TreeHash.root(REFERENCE.subList(0, size)).hex()).isEqualTo(ROOTS.get(size));
      assertThat(tree(REFERENCE, size).root().hex()).isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  @DisplayName("RFC 6962, section 2.1.1: paths of the reference trees")
  void inclusion_referenceTrees_areTheKnownAnswers() throws IOException, InvalidProofException {
    checkInclusion(0, 1);
    checkInclusion(0, 8, N1, N23, N4567);
    checkInclusion(5, 8, N4, N67, ROOTS.get(4));
    checkInclusion(2, 3, ROOTS.get(2));
    checkInclusion(1, 5, ROOTS.get(1), N23, N4);
  }

  @Test
  @DisplayName("RFC 6962, section 2.1.2: consistency of the reference trees")
  void consistency_referenceTrees_areTheKnownAnswers() throws IOException, InvalidProofException {
    checkConsistency(1, 1);
    checkConsistency(1, 8, N1, N23, N4567);
    checkConsistency(6, 8, N45, N67, ROOTS.get(4));
    checkConsistency(2, 5, N23, N4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void proofs_betweenRandomSizes_verifyAndNoOtherDoes(long seed)
      throws IOException, InvalidProofException {
    var random = new Random(seed);
    List<Digest> leaves = leaves(1 + random.nextInt(3000), random);
    for (int round = 0; round < 30; round++) {
      int size = 1 + random.nextInt(leaves.size());
      int index = random.nextInt(size);
      int oldSize = random.nextInt(size + 1);
      Digest root = TreeHash.root(leaves.subList(0, size));
      Digest oldRoot = TreeHash.root(leaves.subList(0, oldSize));
      TileTree tree = tree(leaves, size);
      String round0 = "seed " + seed + ": " + index + " and " + oldSize + " of " + size;

      assertThat(tree.root()).as(round0).isEqualTo(root);
      tree.inclusion(index).verify(leaves.get(index), root);
      tree.consistency(oldSize).verify(oldRoot, root);
      assertDamageIsFound(random, tree.inclusion(index), leaves.get(index), root);
      if (oldSize > 0 && oldSize < size) {
        assertDamageIsFound(random, tree.consistency(oldSize), oldRoot, root);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"70000, 69999", "70000, 65535", "70000, 65536", "70000, 0", "65536, 255", "256, 255"})
  void inclusion_acrossTileLevels_verifies(int size, int index)
      throws IOException, InvalidProofException {
    List<Digest> leaves = leaves(size, new Random(size));

    InclusionProof proof = tree(leaves, size).inclusion(index);

    proof.verify(leaves.get(index), TreeHash.root(leaves));
    tree(leaves, size)
        .consistency(index + 1)
        .verify(TreeHash.root(leaves.subList(0, index + 1)), TreeHash.root(leaves));
  }

  @Test
  void inclusion_indexOutsideTheTree_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> tree(REFERENCE, 8).inclusion(8));
    assertThatThrownBy(() -> new InclusionProof(8, 8, List.of()).verify(Digest.ZERO, Digest.ZERO))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> new InclusionProof(-1, 8, List.of()).verify(Digest.ZERO, Digest.ZERO))
        .isInstanceOf(InvalidProofException.class);
  }

  @Test
  void verify_pathTooShortOrTooLong_isRefused() throws IOException {
    List<Digest> path = tree(REFERENCE, 7).inclusion(6).path();
    Digest root = TreeHash.root(REFERENCE.subList(0, 7));
    List<Digest> longer = new ArrayList<>(path);
    longer.add(Digest.ZERO);

    assertThatThrownBy(
            () -> new InclusionProof(6, 7, path.subList(0, 1)).verify(REFERENCE.get(6), root))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> new InclusionProof(6, 7, longer).verify(REFERENCE.get(6), root))
        .isInstanceOf(InvalidProofException.class);
  }

  @Test
  void consistency_shrinkingTreeOrForgedEmptyTree_isRefused() {
    Digest root = TreeHash.root(REFERENCE);
    assertThatThrownBy(() -> new ConsistencyProof(8, 7, List.of()).verify(root, root))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> new ConsistencyProof(0, 8, List.of()).verify(root, root))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> new ConsistencyProof(3, 8, List.of()).verify(root, root))
        .isInstanceOf(InvalidProofException.class);
    assertThatCode(() -> new ConsistencyProof(0, 8, List.of()).verify(TreeHash.EMPTY, root))
        .doesNotThrowAnyException();
  }

  @Test
  void root_tileOfWrongLength_isAnIoProblem() {
    var tree = new TileTree(8, tile -> Bytes.of(new byte[31]));

    assertThatThrownBy(tree::root).isInstanceOf(IOException.class).hasMessageContaining("tile/0");
  }

  private static void checkInclusion(int index, int size, String... path)
      throws IOException, InvalidProofException {
    InclusionProof proof = tree(REFERENCE, size).inclusion(index);

    assertThat(proof.path()).extracting(Digest::hex).containsExactly(path);
    proof.verify(REFERENCE.get(index), Digest.ofHex(ROOTS.get(size)));
  }

  private static void checkConsistency(int oldSize, int size, String... path)
      throws IOException, InvalidProofException {
    ConsistencyProof proof = tree(REFERENCE, size).consistency(oldSize);

    assertThat(proof.path()).extracting(Digest::hex).containsExactly(path);
    proof.verify(Digest.ofHex(ROOTS.get(oldSize)), Digest.ofHex(ROOTS.get(size)));
  }

  private static void assertDamageIsFound(
      Random random, InclusionProof proof, Digest leaf, Digest root) {
    assertThatThrownBy(() -> proof.verify(other(random), root))
        .isInstanceOf(InvalidProofException.class);
    if (!proof.path().isEmpty()) {
      var damaged = new InclusionProof(proof.index(), proof.size(), damaged(random, proof.path()));
      assertThatThrownBy(() -> damaged.verify(leaf, root))
          .isInstanceOf(InvalidProofException.class);
    }
  }

  private static void assertDamageIsFound(
      Random random, ConsistencyProof proof, Digest oldRoot, Digest root) {
    var damaged =
        new ConsistencyProof(proof.oldSize(), proof.newSize(), damaged(random, proof.path()));
    assertThatThrownBy(() -> damaged.verify(oldRoot, root))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> proof.verify(other(random), root))
        .isInstanceOf(InvalidProofException.class);
  }

  private static List<Digest> damaged(Random random, List<Digest> path) {
    List<Digest> damaged = new ArrayList<>(path);
    damaged.set(random.nextInt(path.size()), other(random));
    return damaged;
  }

  private static Digest other(Random random) {
    byte[] bytes = new byte[Digest.LENGTH];
    random.nextBytes(bytes);
    return new Digest(Bytes.of(bytes));
  }

  private static List<Digest> leaves(int count, Random random) {
    return Stream.generate(() -> other(random)).limit(count).toList();
  }

  /** Each hash of a tile is the root over its leaves, by the definition of C2SP tlog-tiles. */
  private static TileTree tree(List<Digest> leaves, int size) {
    return new TileTree(
        size,
        tile -> {
          int span = 1 << (8 * tile.level());
          int first = (int) tile.index() * Tile.FULL;
          List<Digest> hashes = new ArrayList<>();
          for (int i = first; i < first + tile.width(); i++) {
            hashes.add(TreeHash.root(leaves.subList(i * span, (i + 1) * span)));
          }
          return Tile.encode(hashes);
        });
  }
}
