package dev.breakwater.ingest.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.fsck.Finding;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.Sealed;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFsckTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:05:06Z");
  private static final Digest PACK = Digest.of(new byte[] {1});
  private static final SignerKey KEY = SignerKey.generate("log.test", new SecureRandom());
  private static final ChainId CHAIN =
      new ChainId(new VehicleRef("a".repeat(32)), 1, Lane.TELEMETRY);

  @TempDir Path home;
  private ItemCipher cipher;
  private final List<Outcome> rows = new ArrayList<>();
  private final List<LeafContent> leaves = new ArrayList<>();

  /** Three stored items, a refused one of which there is no row, and a quarantined one. */
  @BeforeEach
  void decide() throws Exception {
    cipher = TestCiphers.on(home.resolve("keys"));
    for (int number = 0; number < 3; number++) {
      rows.add(decided(number, Verdict.STORED));
    }
    decided(3, Verdict.REFUSED);
    rows.add(decided(4, Verdict.QUARANTINED));
  }

  private Outcome decided(int number, Verdict verdict) throws IOException {
    var id = new ItemId(CHAIN, number);
    var subject = new SubjectRef("b".repeat(32));
    var item = new Item(id, "vehicle.motion.speed", "test", 9, subject, 0, List.of(), Bytes.EMPTY);
    Sealed sealed = cipher.sealed(item, item.encode());
    Digest digest = Digest.of(item.encode());
    var content = new CommittedContent(id.toString(), digest, subject.value(), 9, "");
    Bytes key = cipher.keys().find(sealed.key()).orElseThrow().secret();
    Digest commitment = Commitment.of(key, "STORE", content);
    List<String> rules = List.of("rule");
    Instant hour = LeafContent.hourOf(NOW);
    leaves.add(new LeafContent("STORE", commitment, verdict.name(), rules, PACK, hour));
    return new Outcome(
        verdict,
        CHAIN.vehicle().value(),
        1,
        CHAIN.lane().name(),
        number,
        digest,
        item.category(),
        item.purpose(),
        0,
        NOW.toEpochMilli(),
        rules,
        PACK,
        "",
        sealed.key(),
        sealed.body());
  }

  private StoreFsck.Report check(Erasure... erasures) throws Exception {
    return check(
        Instant.EPOCH, places(Map.of("STORED", 3, "REFUSED", 1, "QUARANTINED", 1)), erasures);
  }

  private StoreFsck.Report check(Instant keptSince, String places, Erasure... erasures)
      throws Exception {
    Path published = home.resolve("log");
    Path state = home.resolve("state");
    try (var store = DirectoryLogStore.open(published, state)) {
      var log = TransparencyLog.open(store, KEY, InstantSource.fixed(NOW));
      log.append(leaves, Bytes.of(places.getBytes(StandardCharsets.UTF_8)));
    }
    Path policy = home.resolve("policy");
    PolicyFile.write(policy, KEY.verifierKey());
    return new StoreFsck(new Rows(), cipher, List.of(erasures), keptSince)
        .check(published, state, PolicyFile.read(policy));
  }

  private static String places(Map<String, Integer> counts) {
    var text = new StringBuilder("dev.breakwater/outcomes@v2\noffset 0 9\n");
    new TreeMap<>(counts)
        .forEach((word, count) -> text.append("count " + word + " " + count + "\n"));
    return text.toString();
  }

  private static void assertFirst(StoreFsck.Report report, long index, String what) {
    Finding first = report.findings().get(0);
    assertThat(first.index()).isEqualTo(index);
    assertThat(first.toString()).contains(what);
  }

  @Test
  void storeAndLog_thatBelongTogether_areSound() throws Exception {
    StoreFsck.Report report = check();

    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(5);
    assertThat(report.rows()).isEqualTo(4);
  }

  @Test
  void rowThatIsGone_isNamedByItsEntry() throws Exception {
    rows.remove(1);
    assertFirst(check(), 1, "entry 1: store: has no row; 1 entries have none");
  }

  @Test
  void rowThatAnErasureDeleted_isAccountedFor() throws Exception {
    rows.remove(1);
    var erasure =
        new Erasure("e", "v", "", 0, List.of(), 1, List.of(), 2, Map.of(), 0, 1, 3, "statement", 4);
    StoreFsck.Report report = check(erasure);

    assertThat(report.findings()).isEmpty();
    assertThat(report.erased()).isEqualTo(1);
  }

  @Test
  void rowOfBeforeTheRetention_isNotAskedFor() throws Exception {
    rows.remove(1);
    String places = places(Map.of("STORED", 3, "REFUSED", 1, "QUARANTINED", 1));
    assertThat(check(NOW.plusSeconds(3600), places).findings()).isEmpty();
  }

  @Test
  void rowThatNoEntryCommitsTo_isNamed() throws Exception {
    leaves.remove(2);
    assertFirst(check(), Finding.NO_INDEX, "head: remembers");
    assertThat(check().findings()).extracting(Finding::where).contains(rows.get(2).item());
  }

  @Test
  void rowOfAnotherDecision_orTwice_isNamedByItsEntry() throws Exception {
    rows.add(rows.get(0));
    assertFirst(check(), 0, "two rows have this entry");
  }

  @Test
  void rowThatWasChanged_isNamed() throws Exception {
    Outcome good = rows.get(0);
    byte[] body = good.body().toArray();
    body[body.length - 1] ^= 1;
    rows.set(
        0,
        new Outcome(
            good.verdict(),
            good.vehicle(),
            good.epoch(),
            good.lane(),
            good.number(),
            good.digest(),
            good.category(),
            good.purpose(),
            good.capturedAtMillis(),
            good.appendedAtMillis(),
            good.rules(),
            good.pack(),
            good.reason(),
            good.key(),
            Bytes.of(body)));
    assertThat(check().findings()).extracting(Finding::where).containsExactly("store", good.item());
  }

  @Test
  void rowWhoseKeyIsDestroyed_isNamed() throws Exception {
    cipher.keys().destroy(rows.get(0).key());
    cipher = TestCiphers.on(home.resolve("keys"));
    assertThat(check().findings())
        .extracting(Finding::what)
        .contains("the row is there and its key is destroyed");
  }

  @Test
  void head_thatRemembersOtherThanTheLogHas_isNamed() throws Exception {
    String right = places(Map.of("STORED", 3, "REFUSED", 1, "QUARANTINED", 1));
    assertFirst(check(Instant.EPOCH, places(Map.of("STORED", 5))), -1, "remembers {STORED=5}");
    leaves.clear();
    assertFirst(
        check(Instant.EPOCH, right.replace("offset 0 9", "offset 0 4")),
        -1,
        "has read 4 of outcomes");
    assertFirst(check(Instant.EPOCH, right + "pack " + "c".repeat(64) + " 1\n"), -1, "no entry");
    assertFirst(check(Instant.EPOCH, "another program's"), -1, "not what an appender remembers");
  }

  /** A store in memory. */
  private final class Rows implements OnshoreStore {
    @Override
    public long count(Part part) {
      return rows.stream().filter(row -> row.verdict() == part.verdict()).count();
    }

    @Override
    public void each(Selection selection, Consumer<Outcome> row) {
      rows.stream().filter(each -> each.verdict() == selection.part().verdict()).forEach(row);
    }

    @Override
    public void close() {}
  }
}
