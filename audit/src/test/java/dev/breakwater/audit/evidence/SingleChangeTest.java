package dev.breakwater.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.log.LogFixture;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.timestamp.InvalidTimestampException;
import dev.breakwater.audit.timestamp.LocalTimeAuthority;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.audit.timestamp.TimestampClient;
import dev.breakwater.audit.timestamp.TimestampToken;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody changes one byte, takes one away or puts one in, anywhere in a log (tile, bundle,
 * checkpoint with its cosignature), a proof, a time-stamp or an evidence pack: it is always found,
 * and in a bundle or a tile the first bad entry is named.
 */
class SingleChangeTest {
  private static final int CHANGES = 240;
  private static final int MANY_CHANGES = 10_000;

  @TempDir private Path home;

  private record Stamp(Digest digest, TimestampToken token, TimeAnchors anchors) {}

  @Test
  void change_anywhere_isFound() throws Exception {
    assertEachIsFound(CHANGES, 1);
  }

  @Test
  @Tag("soak")
  void tenThousandChanges_anywhere_areFound() throws Exception {
    assertEachIsFound(MANY_CHANGES, 2);
  }

  private void assertEachIsFound(int changes, long seed) throws Exception {
    var random = new Random(seed);
    var fixture = new EvidenceFixture();
    Stamp stamp = stamp(fixture);
    PackDraft draft = fixture.draft();
    draft.addTimestamp(stamp.digest(), stamp.token());
    Bytes pack = fixture.seal(draft);
    Bytes proof = fixture.prover().prove(300).encode();
    assertThat(verify(fixture)).isInstanceOf(VerifyReport.Verified.class);
    for (int i = 0; i < changes; i++) {
      String place = "change " + i + " of seed " + seed;
      switch (i % 4) {
        case 0 -> assertLogChangeIsFound(fixture, random, place);
        case 1 -> assertProofIsRefused(fixture, changed(proof, random), place);
        case 2 -> assertStampIsRefused(stamp, changed(stamp.token().encoded(), random), place);
        default -> assertPackIsRefused(fixture, changed(pack, random), place);
      }
    }
    assertThat(verify(fixture)).isInstanceOf(VerifyReport.Verified.class);
  }

  /** Stamps the checkpoint that the proofs of a draft will have. */
  private Stamp stamp(EvidenceFixture fixture) throws Exception {
    var random = new SecureRandom();
    var authority = LocalTimeAuthority.open(home, InstantSource.fixed(LogFixture.NOW), random);
    TimeAnchors anchors = TimeAnchors.read(LocalTimeAuthority.anchor(home));
    Digest digest = StampedCheckpoints.digest(fixture.checkpoint());
    return new Stamp(
        digest, new TimestampClient(anchors, authority, random).stamp(digest), anchors);
  }

  private static VerifyReport verify(EvidenceFixture fixture) throws Exception {
    return new Verifier(LogFixture.source(fixture.store)).verify(fixture.policy);
  }

  private static void assertLogChangeIsFound(EvidenceFixture fixture, Random random, String place)
      throws Exception {
    Map<String, Bytes> files = fixture.store.published();
    List<Map.Entry<String, Bytes>> sorted = List.copyOf(new TreeMap<>(files).entrySet());
    Map.Entry<String, Bytes> picked = sorted.get(random.nextInt(sorted.size()));
    String path = picked.getKey();
    Bytes good = picked.getValue();
    Bytes bad = changed(good, random);
    files.put(path, bad);
    VerifyReport report = verify(fixture);
    files.put(path, good);
    assertThat(report).as("%s: %s", place, path).isInstanceOf(VerifyReport.Broken.class);
    var broken = (VerifyReport.Broken) report;
    assertThat(broken.file()).as(place).isEqualTo(path);
    Tile.parse(path)
        .ifPresent(
            tile -> assertThat(broken.index()).as(place).isEqualTo(firstBad(tile, good, bad)));
  }

  /** Returns the first entry that the change concerns. */
  private static long firstBad(Tile tile, Bytes good, Bytes bad) {
    int at = 0;
    while (at < Math.min(good.length(), bad.length()) && same(good, bad, at)) {
      at++;
    }
    if (good.length() != bad.length()) {
      // The whole file has another form: its first entry is named.
      return first(tile);
    }
    if (tile.level() != Tile.ENTRIES) {
      return (tile.index() * Tile.FULL + at / 32) << (8 * tile.level());
    }
    return tile.index() * Tile.FULL + entryAt(tile, good, bad, at);
  }

  private static long first(Tile tile) {
    return (tile.index() * Tile.FULL) << (8 * Math.max(0, tile.level()));
  }

  private static int entryAt(Tile tile, Bytes good, Bytes bad, int at) {
    try {
      int end = 0;
      List<Bytes> entries = EntryBundle.decode(good, tile.width());
      EntryBundle.decode(bad, tile.width());
      for (int i = 0; i < entries.size(); i++) {
        end += 2 + entries.get(i).length();
        if (at < end) {
          return i;
        }
      }
      throw new AssertionError("the change lies behind the bundle");
    } catch (NonCanonicalException e) {
      return 0; // a changed length: the bundle is none any more
    }
  }

  private static boolean same(Bytes one, Bytes other, int at) {
    return one.slice(at, at + 1).equals(other.slice(at, at + 1));
  }

  private static void assertProofIsRefused(EvidenceFixture fixture, Bytes bad, String place) {
    try {
      TlogProof.parse(bad).verify(fixture.policy);
    } catch (InvalidProofException | NoteException e) {
      return;
    }
    fail(place + ": a changed proof verifies");
  }

  private static void assertStampIsRefused(Stamp stamp, Bytes bad, String place) {
    try {
      new TimestampToken(bad).verify(stamp.digest(), stamp.anchors());
    } catch (InvalidTimestampException e) {
      return;
    }
    fail(place + ": a changed time-stamp verifies");
  }

  private static void assertPackIsRefused(EvidenceFixture fixture, Bytes bad, String place) {
    try {
      new PackVerifier(fixture.policy).verify(bad);
    } catch (BrokenPackException e) {
      return;
    }
    fail(place + ": a changed pack verifies");
  }

  private static Bytes changed(Bytes good, Random random) {
    byte[] from = good.toArray();
    int at = random.nextInt(from.length);
    int kind = random.nextInt(4);
    byte[] to = new byte[from.length + (kind == 2 ? 1 : kind == 3 ? -1 : 0)];
    System.arraycopy(from, 0, to, 0, Math.min(at, to.length));
    switch (kind) {
      case 2 -> {
        to[at] = (byte) random.nextInt(256);
        System.arraycopy(from, at, to, at + 1, from.length - at);
      }
      case 3 -> System.arraycopy(from, at + 1, to, at, from.length - at - 1);
      default -> {
        System.arraycopy(from, at, to, at, from.length - at);
        to[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return Bytes.of(to);
  }
}
