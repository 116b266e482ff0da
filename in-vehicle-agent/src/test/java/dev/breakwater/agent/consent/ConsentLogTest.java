package dev.breakwater.agent.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentLogTest {
  @TempDir Path home;
  private TestCar car;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    file = Files.createDirectories(home.resolve("consent")).resolve("consents.log");
  }

  private ConsentChange change(long epoch, Purpose purpose) {
    return new ConsentChange(
        epoch,
        purpose.id(),
        purpose.categories(),
        State.NO,
        Period.NONE,
        car.millis.get(),
        0,
        TestCar.NOTICE.digest(),
        "zh",
        "test");
  }

  private List<Long> epochs() throws IOException {
    return ConsentLog.open(file, car.vault).changes().stream().map(ConsentChange::epoch).toList();
  }

  @Test
  void compacted_keepsWhatIsChosen_andCountsOnAlsoAfterAReopen() throws Exception {
    var log = ConsentLog.open(file, car.vault);
    for (int epoch = 1; epoch <= 6; epoch++) {
      log.append(change(epoch, Purpose.NAVIGATION));
    }
    log.compact(change -> change.epoch() % 2 == 0 && change.epoch() < 6);
    assertThat(log.nextEpoch()).isEqualTo(7);
    log.append(change(7, Purpose.CHARGING));

    assertThat(epochs()).containsExactly(2L, 4L, 7L);
    var again = ConsentLog.open(file, car.vault);
    again.compact(change -> change.epoch() == 7);
    again.append(change(8, Purpose.CHARGING));
    assertThat(epochs()).containsExactly(7L, 8L);
  }

  @Test
  void compacted_oneTakenOutOrTheListChanged_stopsTheStart() throws Exception {
    var log = ConsentLog.open(file, car.vault);
    for (int epoch = 1; epoch <= 4; epoch++) {
      log.append(change(epoch, Purpose.NAVIGATION));
    }
    log.compact(change -> change.epoch() > 1);
    byte[] whole = Files.readAllBytes(file);
    int record = 4 + change(2, Purpose.NAVIGATION).encode().length() + 64;

    // The last of those that were kept is no torn one.
    Files.write(file, Arrays.copyOf(whole, whole.length - record));
    assertThatThrownBy(this::epochs).hasMessageContaining("decision 4 is missing");
    byte[] listed = whole.clone();
    listed[12 + 4 + 15] ^= 1; // an epoch of the list
    Files.write(file, listed);
    assertThatThrownBy(this::epochs).hasMessageContaining("was changed");
  }

  @Test
  void book_full_letsGoOfOldDecisions_andKeepsTheLastOfEachPurpose() throws Exception {
    var content = new ByteArrayOutputStream();
    content.writeBytes("BWCONSENT\0\0\1".getBytes(US_ASCII));
    long epoch = 0;
    while (content.size() + ConsentChange.MAX_BYTES <= ConsentLog.MAX_BYTES) {
      epoch++;
      var purpose = epoch == 1 ? Purpose.CHARGING : Purpose.NAVIGATION;
      Bytes body = change(epoch, purpose).encode();
      Bytes signature = car.vault.sign(body);
      content.writeBytes(ByteBuffer.allocate(4).putInt(body.length()).array());
      content.writeBytes(body.toArray());
      content.writeBytes(signature.toArray());
    }
    Files.write(file, content.toByteArray());
    car.pass(ConsentBook.KEPT.minus(Duration.ofDays(1)));
    ConsentBook book = car.book(home);
    var grant = car.grant(Purpose.DRIVING_STYLE, State.YES);
    assertThatThrownBy(() -> book.decide(grant)).isInstanceOf(ConsentRefusedException.class);

    car.pass(Duration.ofDays(2));
    book.sealed(epoch - 1);
    car.time(home);
    ConsentBook later = car.book(home);
    later.sealed(epoch - 1);
    ConsentChange decided = later.decide(grant);

    assertThat(decided.epoch()).isEqualTo(epoch + 1);
    assertThat(epochs()).containsExactly(1L, epoch, epoch + 1);
    assertThat(car.book(home).standing(Purpose.CHARGING).consent()).isEqualTo(Consent.NO);
    assertThat(Files.size(file)).isLessThan(2000);
  }
}
