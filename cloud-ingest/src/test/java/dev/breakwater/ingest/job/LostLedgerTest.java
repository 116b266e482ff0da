package dev.breakwater.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.SignedSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger is lost; the topic raw is read again, with what was decided of it. */
@SuppressWarnings("NullAway.Init") // JUnit sets the directory and calls open
final class LostLedgerTest {
  private static final long NOW = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();

  private final SealingCar car = new SealingCar(1, NOW);
  private final List<Arrival> raw = new ArrayList<>();
  @TempDir private Path directory;
  private ItemCipher cipher;

  @BeforeEach
  void open() {
    cipher = TestCiphers.on(directory.resolve("keys"));
  }

  private void arrive(SignedSegment segment) {
    raw.add(at(RawRecord.plain(RawRecord.Kind.SEGMENT, car.vehicle(), segment.encode())));
  }

  private void arrive(Item item) {
    raw.add(delivered(item));
  }

  private Arrival delivered(Item item) {
    try {
      return at(cipher.seal(item, item.encode()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each a millisecond after the one before it. */
  private Arrival at(RawRecord record) {
    return Arrival.of(record, NOW + raw.size());
  }

  /** Returns what a job gives that has lost its ledger, or never had one. */
  private List<Outcome> run(Decided decided, List<Arrival> arrivals) throws IOException {
    Ledger fresh = AdmissionTest.ledger();
    var ledger =
        new Ledger(
            fresh.heads(), fresh.gaps(), fresh.lost(), fresh.chunks(), fresh.withdrawn(), decided);
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
    var admission =
        new Admission(
            ledger, policies, null, Set.of(SealingCar.MODEL), Duration.ofMinutes(10), cipher);
    List<Outcome> given = new ArrayList<>();
    for (Arrival each : arrivals) {
      admission.admit(each, car.enrolled()).ifPresent(given::add);
    }
    AdmissionTest.assertSound(ledger);
    return given;
  }

  /** Without the ciphertext, which is another each time. */
  private static List<String> told(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(each -> each.verdict() + " " + each.item() + " " + each.appendedAtMillis())
        .toList();
  }

  private Decided kept(List<Outcome> outcomes) throws IOException {
    var decided = new Decided();
    outcomes.forEach(decided::add);
    decided.write(directory.resolve("done"));
    return Decided.read(directory.resolve("done"), vehicle -> true);
  }

  /**
   * Stored, refused, quarantined for each reason that leaves a number open or closes it.
   *
   * @return what was sealed and did not arrive
   */
  private List<Item> drive() {
    List<Item> first = car.signals(3);
    SignedSegment segment = car.seal(first);
    List<Item> second = car.signals(3);
    SignedSegment next = car.seal(second);
    arrive(next); // before the one that it continues
    arrive(first.get(0)); // before its segment
    arrive(segment);
    arrive(next);
    for (Item each : first) {
      arrive(each);
    }
    Item other = second.get(0);
    arrive(new Item(other.id(), other.category(), "x", NOW, null, 0, List.of(), other.payload()));
    arrive(second.get(1));
    Item refused = car.item(Lane.INCIDENT, "cabin.camera", Bytes.EMPTY);
    arrive(car.seal(List.of(refused)));
    arrive(refused);
    List<Item> clip = car.clip(Chunk.MAX_BYTES, 7).items();
    arrive(car.seal(clip));
    arrive(clip.get(0));
    return List.of(second.get(0), second.get(2), clip.get(1), clip.get(2));
  }

  @Test
  void job_thatReadsAllAgain_givesWhatItHadNotGivenAndKnowsWhatIsOpen() throws IOException {
    List<Item> open = drive();
    List<Outcome> all = run(new Decided(), raw);
    assertThat(all).extracting(Outcome::verdict).contains(Verdict.REFUSED, Verdict.QUARANTINED);
    for (int lost = 0; lost <= all.size(); lost++) {
      List<Outcome> committed = all.subList(0, all.size() - lost);
      assertThat(told(run(kept(committed), raw)))
          .as("%d were not committed", lost)
          .isEqualTo(told(all.subList(all.size() - lost, all.size())));
    }
    List<Arrival> twice = new ArrayList<>(raw);
    twice.addAll(raw); // delivered again, as a car does that heard no answer
    twice.addAll(open.stream().map(this::delivered).toList());
    assertThat(run(kept(all), twice))
        .extracting(Outcome::item)
        .containsExactlyElementsOf(open.stream().map(item -> item.id().toString()).toList());
  }

  @Test
  void job_whoseOldestSegmentsAreNoLongerKept_goesOnWithTheChainAndQuarantinesWhatNothingNames()
      throws IOException {
    List<Item> first = car.signals(3);
    arrive(car.seal(first));
    arrive(first.get(0));
    arrive(first.get(1));
    int kept = raw.size();
    List<Item> second = car.signals(2);
    arrive(car.seal(second));
    arrive(second.get(0));
    List<Outcome> all = run(new Decided(), raw);
    List<Item> third = car.signals(1);
    arrive(car.seal(third));
    arrive(third.get(0));
    arrive(second.get(1)); // open, and its segment is kept
    arrive(first.get(2)); // open, and its segment is not
    arrive(first.get(1)); // decided

    List<Outcome> given = run(kept(all), raw.subList(kept, raw.size()));

    assertThat(given)
        .extracting(Outcome::verdict)
        .containsExactly(Verdict.STORED, Verdict.STORED, Verdict.QUARANTINED);
    assertThat(given.get(2).reason()).startsWith(Reason.DIGEST_MISMATCH.name());
  }

  @Test
  void file_cutOrOfAnotherProgram_isRefused() throws IOException {
    drive();
    Path file = directory.resolve("done");
    kept(run(new Decided(), raw));
    String whole = Files.readString(file);
    for (String text :
        List.of("", whole.substring(0, whole.length() - 4), whole.replace("@v1", "@v9"))) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> Decided.read(file, vehicle -> true))
          .as(text)
          .isInstanceOf(IOException.class);
    }
    Files.writeString(file, whole.replaceFirst("numbers (\\S+) 1", "numbers $1 one"));
    assertThatThrownBy(() -> Decided.read(file, vehicle -> true))
        .hasMessageContaining("is damaged");
  }
}
