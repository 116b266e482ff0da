package dev.breakwater.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.proof.Unlogged.Incident;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgedSampleTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ChainId CHAIN =
      new ChainId(new VehicleRef("0123456789abcdef0123456789abcdef"), 3, Lane.TELEMETRY);
  private static final Bytes KEY = Digest.of(new byte[] {1}).value();

  @TempDir Path home;
  private final SignerKey log = SignerKey.generate("log.example", RANDOM);
  private Instant now = Instant.parse("2026-11-26T08:00:00Z");

  @Test
  void item_thatTheLogHas_isProvenAndNotAskedForAgain() throws Exception {
    Bytes item = item(7).encode();
    AcknowledgedSample sample = open();
    sample.acknowledged(item);
    assertThat(sample.next()).as("the log needs a moment").isEmpty();
    pass(Duration.ofMinutes(1));

    assertThat(sample.next()).contains(id(7));
    sample.answered(id(7), proof(item(7), log));

    pass(Duration.ofDays(2));
    assertThat(sample.next()).isEmpty();
    assertThat(open().next()).isEmpty();
    assertThat(sample.after(0)).isEmpty();
  }

  @Test
  void item_thatTheLogDoesNotHave_isAskedForUntilADayHasGone_thenItIsMissing() throws Exception {
    AcknowledgedSample sample = open();
    sample.acknowledged(item(7).encode());
    int questions = 0;
    for (int minute = 0; minute < 24 * 60 - 1; minute++) {
      pass(Duration.ofMinutes(1));
      if (sample.next().isPresent()) {
        questions++;
        sample.answered(id(7), null);
      }
    }
    assertThat(questions).isEqualTo(144);
    assertThat(sample.after(0)).isEmpty();

    AcknowledgedSample restarted = open();
    pass(Duration.ofMinutes(1));
    assertThat(restarted.next()).contains(id(7));
    restarted.answered(id(7), null);

    UnloggedItem told =
        new UnloggedItem(
            3,
            Lane.TELEMETRY,
            7,
            Digest.of(item(7).encode()),
            now.minus(Duration.ofDays(1)).toEpochMilli(),
            now.toEpochMilli(),
            "the log does not have it");
    assertThat(restarted.after(0)).containsExactly(new Incident(1, told));
    assertThat(open().next()).as("nobody asks for it again").isEmpty();
    assertThat(open().after(0)).as("after a restart").containsExactly(new Incident(1, told));
  }

  @Test
  void incident_thatIsSealed_isForgotten_andItsNumberIsNotGivenAgain() throws Exception {
    missing(open(), 7);
    AcknowledgedSample sample = open();
    sample.sealed(1);
    assertThat(open().after(0)).isEmpty();
    missing(sample, 8);
    assertThat(open().after(0)).extracting(Incident::number).containsExactly(2L);

    Files.delete(file());
    AcknowledgedSample emptied = open();
    emptied.sealed(2);
    missing(emptied, 9);
    assertThat(emptied.after(2)).extracting(Incident::number).containsExactly(3L);
  }

  @Test
  void items_ofAnotherName_areForgotten_andIncidentsAreNot() throws Exception {
    LogQuestions.forgetItems(file());
    assertThat(file()).doesNotExist();
    AcknowledgedSample sample = open();
    missing(sample, 7);
    sample.acknowledged(item(8).encode());

    LogQuestions.forgetItems(file());

    pass(Duration.ofDays(1));
    assertThat(open().next()).isEmpty();
    assertThat(open().after(0)).extracting(Incident::number).containsExactly(1L);
  }

  @Test
  void incidents_thatNobodySeals_areBounded_andTheItemsAreAskedForOn() throws Exception {
    AcknowledgedSample sample = open();
    for (int i = 0; i < AcknowledgedSample.MAX_INCIDENTS; i++) {
      missing(sample, i);
    }
    missing(sample, 1000);

    assertThat(sample.after(0)).hasSize(AcknowledgedSample.MAX_INCIDENTS);
    pass(Duration.ofHours(1));
    assertThat(open().next()).contains(id(1000));
  }

  @Test
  void file_ofTheFirstRelease_isReadOn() throws Exception {
    Files.writeString(
        file(), "sample-1\n" + SampledItem.of(item(7).encode(), now.toEpochMilli()).line() + "\n");
    AcknowledgedSample sample = open();
    pass(Duration.ofDays(1));
    assertThat(sample.next()).contains(id(7));
    sample.answered(id(7), null);
    assertThat(open().after(0)).extracting(Incident::number).containsExactly(1L);
  }

  /** Has an item acknowledged, and a day later the log does not have it. */
  private void missing(AcknowledgedSample sample, long number) throws IOException {
    sample.acknowledged(item(number).encode());
    pass(Duration.ofDays(1));
    sample.answered(id(number), null);
  }

  @Test
  void proof_ofAnythingElse_provesNothing() throws Exception {
    var sampled = SampledItem.of(item(7).encode(), 0);
    assertThat(sampled.verify(proof(item(7), log), log.verifierKey())).isEqualTo("STORED");
    Bytes good = proof(item(7), log);
    LoggedItem one = LoggedItem.decode(good);
    var stranger = SignerKey.generate("log.example", RANDOM);
    Digest other = Digest.of(new byte[] {9});
    List<Bytes> bad =
        List.of(
            proof(item(8), log),
            proof(item(7), stranger),
            Bytes.EMPTY,
            good.slice(0, good.length() - 1),
            with(one, other.value(), one.path(), 1),
            with(one, one.salt(), List.of(other), 1),
            with(one, one.salt(), one.path(), 0),
            with(one, one.salt(), List.of(), 1));

    for (Bytes each : bad) {
      assertThatThrownBy(() -> sampled.verify(each, log.verifierKey()))
          .as("proof %d", bad.indexOf(each))
          .isInstanceOf(NotLoggedException.class);
    }
  }

  @Test
  void sample_ofManyItems_isSmallAndBounded() throws Exception {
    var sample = AcknowledgedSample.open(file(), log.verifierKey(), () -> now, new SecureRandom());
    for (int i = 0; i < 2_000; i++) {
      sample.acknowledged(item(i).encode());
    }
    assertThat(Files.readAllLines(file())).hasSizeBetween(2, 30);
    AcknowledgedSample full = open();
    for (int i = 0; i < 200; i++) {
      full.acknowledged(item(i).encode());
    }
    assertThat(Files.readAllLines(file())).hasSize(1 + AcknowledgedSample.MAX_ITEMS);
  }

  @Test
  void file_thatIsNoSample_isReported() throws Exception {
    for (String text :
        List.of(
            "",
            "sample-2\n",
            "sample-3 0\n",
            "sample-2 x\n",
            "sample-1\nx\n",
            "sample-1\na b c d e\n",
            "sample-2 1\nincident 1 00\n",
            "sample-2 1\nincident 1\n")) {
      Files.writeString(file(), text);
      assertThatThrownBy(this::open).as(text).isInstanceOf(IOException.class);
    }
    Files.write(file(), new byte[100_000]);
    assertThatThrownBy(this::open).hasMessageContaining("is larger than");
  }

  private AcknowledgedSample open() throws IOException {
    RandomGenerator always = () -> 0;
    return AcknowledgedSample.open(file(), log.verifierKey(), () -> now, always);
  }

  private Path file() {
    return home.resolve("sample");
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static ItemId id(long number) {
    return new ItemId(CHAIN, number);
  }

  private static Item item(long number) {
    var subject = new SubjectRef("ab".repeat(16));
    return new Item(id(number), "vehicle.speed", "fleet", 5, subject, 0, List.of("r"), Bytes.EMPTY);
  }

  /** Returns the proof from a log of two entries, of which the second is the item's. */
  private static Bytes proof(Item item, SignerKey signer) {
    var content =
        new CommittedContent(
            item.id().toString(), Digest.of(item.encode()), "ab".repeat(16), 5, "");
    var leaf =
        new LeafContent(
            "STORE",
            Commitment.of(KEY, "STORE", content),
            "STORED",
            List.of("r"),
            Digest.ZERO,
            Instant.EPOCH);
    Bytes entry = new Leaf(1, leaf).encode();
    Digest sibling = TreeHash.leaf(new Leaf(0, leaf).encode());
    Digest root = TreeHash.node(sibling, TreeHash.leaf(entry));
    Bytes note = signer.sign(new Checkpoint(signer.name(), 2, root).text()).encode();
    Bytes salt = Commitment.salt(KEY, content.item(), "STORE");
    return new LoggedItem(salt, entry, 1, List.of(sibling), note).encode();
  }

  private static Bytes with(LoggedItem one, Bytes salt, List<Digest> path, long index) {
    return new LoggedItem(salt, one.entry(), index, path, one.checkpoint()).encode();
  }
}
