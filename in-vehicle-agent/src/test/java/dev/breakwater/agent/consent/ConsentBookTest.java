package dev.breakwater.agent.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.time.TrustedTime;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName(
    "Consents (PIPL Art. 14, 15, 29; Auto Provisions Art. 9; GB/T 44464-2024 §5.2.2-5.2.4)")
class ConsentBookTest {
  private static final String POSITION = "position.precise";

  @TempDir Path home;
  private TestCar car;
  private ConsentBook book;

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    book = car.book(home);
  }

  private Consent position() {
    return book.consents().of(POSITION);
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  @DisplayName("Auto Provisions Art. 6(2): nothing is decided by default")
  void book_fresh_grantsNothing(Purpose purpose) {
    assertThat(book.standing(purpose).basis()).isEqualTo(Standing.Basis.NEVER_DECIDED);
    for (String category : purpose.categories()) {
      assertThat(book.consents().of(category)).isEqualTo(Consent.NOT_SET);
    }
  }

  @Test
  void grant_onePurpose_isInForceAtOnceAndForNoOther() throws Exception {
    Consents before = book.consents();
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));

    assertThat(before.of(POSITION)).isEqualTo(Consent.YES);
    for (Purpose other : Purpose.values()) {
      assertThat(book.standing(other).isGranted()).isEqualTo(other == Purpose.NAVIGATION);
    }
  }

  @ParameterizedTest
  @DisplayName("GB/T 44464-2024 D.2.2: let the period end")
  @CsvSource({
    "ONCE, 2026-11-24T08:00:00Z",
    "SEVEN_DAYS, 2026-11-30T08:00:00Z",
    "THREE_MONTHS, 2027-02-23T08:00:00Z",
    "ONE_YEAR, 2027-11-23T08:00:00Z"
  })
  void grant_periodIsOver_hasEnded(Period period, Instant end) throws Exception {
    TrustedTime time = car.time(home);
    book = car.book(home, time);
    ConsentChange change = book.decide(car.grant(Purpose.NAVIGATION, State.YES, period));
    assertThat(Instant.ofEpochMilli(change.untilMillis())).isEqualTo(end);

    time.observe(end.minusMillis(1));
    assertThat(position()).isEqualTo(Consent.YES);
    time.observe(end);

    assertThat(position()).isEqualTo(Consent.NOT_SET);
    assertThat(book.standing(Purpose.NAVIGATION).basis()).isEqualTo(Standing.Basis.ENDED);
  }

  @Test
  void grant_systemClockIsTurnedBack_hasEndedStill() throws Exception {
    TrustedTime time = car.time(home);
    book = car.book(home, time);
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    time.observe(time.instant().plus(Duration.ofDays(7)));

    time.observe(time.instant().minus(Duration.ofDays(6)));

    assertThat(position()).isEqualTo(Consent.NOT_SET);
  }

  @Test
  @DisplayName("A grant is void when the time has been unknown for 24 h")
  void grant_timeUnknownForADay_isVoid() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    car.pass(Duration.ofHours(23));
    assertThat(position()).isEqualTo(Consent.YES);

    car.pass(Duration.ofHours(1));

    assertThat(position()).isEqualTo(Consent.NOT_SET);
    assertThat(book.standing(Purpose.NAVIGATION).basis()).isEqualTo(Standing.Basis.TIME_UNKNOWN);
  }

  @Test
  void grant_timeUnknown_isRefusedAndARefusalIsNot() throws Exception {
    Files.delete(home.resolve("time"));
    book = car.book(home, TrustedTime.open(home.resolve("time"), car.millis::get));

    assertThatThrownBy(() -> book.decide(car.grant(Purpose.NAVIGATION, State.YES)))
        .isInstanceOf(ConsentRefusedException.class)
        .hasMessageContaining("does not know the time");
    assertThat(book.decide(car.no(Purpose.NAVIGATION)).state()).isEqualTo(State.NO);
  }

  @Test
  void grantForOnce_ignitionOffAndOn_isOver() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES, Period.ONCE));
    book.decide(car.grant(Purpose.CHARGING, State.YES));

    book = car.book(home);

    assertThat(position()).isEqualTo(Consent.NOT_SET);
    assertThat(book.standing(Purpose.CHARGING).isGranted()).isTrue();
    book.decide(car.grant(Purpose.NAVIGATION, State.YES, Period.ONCE));
    assertThat(position()).isEqualTo(Consent.YES);
    book.ignitionOff();
    assertThat(position()).isEqualTo(Consent.NOT_SET);
  }

  @Test
  @DisplayName("GB/T 44464-2024 D.2.3: change the purpose or the notice, and it is asked again")
  void grant_noticeChanged_isAskedAgain() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    Path notices = copyExample();
    Path zh = notices.resolve("notice.zh.json");
    Files.writeString(zh, Files.readString(zh).replace("最长14天", "最长30天"));

    book = open(Notices.read(notices), Set.of(Purpose.values()));

    assertThat(position()).isEqualTo(Consent.NOT_SET);
    assertThat(book.standing(Purpose.NAVIGATION).basis()).isEqualTo(Standing.Basis.CHANGED);
  }

  @Test
  void grant_functionNoLongerInTheCar_isAskedAgain() throws Exception {
    book.decide(car.grant(Purpose.REMOTE_VIEW, State.YES));

    book = open(Notices.example(), Purpose.BUILT_IN);

    assertThat(book.standing(Purpose.REMOTE_VIEW).basis()).isEqualTo(Standing.Basis.CHANGED);
    assertThatThrownBy(() -> book.decide(car.grant(Purpose.REMOTE_VIEW, State.YES)))
        .isInstanceOf(ConsentRefusedException.class);
  }

  @Test
  void grant_anotherNoticeThanTheCars_isRefused() {
    Notice notice = Notices.example().in(NoticeLanguage.EN);
    var choice =
        new Choice(
            Purpose.NAVIGATION, State.YES, Period.ONCE, NoticeLanguage.ZH, notice.digest(), "test");

    assertThatThrownBy(() -> book.decide(choice))
        .isInstanceOf(ConsentRefusedException.class)
        .hasMessageContaining("notice");
    assertThat(book.epoch()).isZero();
  }

  @Test
  void grant_cabinDataOfACarFunction_isRefusedOutsideTheCar() {
    assertThatThrownBy(() -> book.decide(car.grant(Purpose.DRIVER_MONITORING, State.YES)))
        .isInstanceOf(ConsentRefusedException.class);
  }

  @Test
  void grant_withoutAPeriod_isRefused() {
    assertThatThrownBy(() -> book.decide(car.grant(Purpose.NAVIGATION, State.YES, Period.NONE)))
        .isInstanceOf(ConsentRefusedException.class)
        .hasMessageContaining("period");
  }

  @Test
  void refusal_ofAGrant_isInForceAtOnce() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    book.decide(car.no(Purpose.NAVIGATION));

    assertThat(position()).isEqualTo(Consent.NO);
    assertThat(car.book(home).consents().of(POSITION)).isEqualTo(Consent.NO);
  }

  @Test
  void decision_inTheFile_namesNoticeLanguageChannelAndEpoch() throws Exception {
    book.decide(car.no(Purpose.CHARGING));
    book.decide(car.grant(Purpose.NAVIGATION, State.IN_VEHICLE));

    ConsentChange change = car.book(home).after(1).get(0);

    assertThat(change.epoch()).isEqualTo(2);
    assertThat(change.notice()).isEqualTo(TestCar.NOTICE.digest()).isNotEqualTo(Digest.ZERO);
    assertThat(change.locale()).isEqualTo("zh");
    assertThat(change.channel()).isEqualTo("test");
    assertThat(change.categories()).containsExactly("position");
    assertThat(change.decidedMillis()).isEqualTo(car.millis.get());
  }

  @Test
  void log_cutAnywhere_keepsTheDecisionsBeforeAndTakesMore() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    byte[] first = Files.readAllBytes(file());
    book.decide(car.no(Purpose.NAVIGATION));
    byte[] both = Files.readAllBytes(file());
    for (int length = first.length; length < both.length; length++) {
      Files.write(file(), Arrays.copyOf(both, length));

      book = car.book(home);

      assertThat(book.epoch()).as("cut at %d", length).isEqualTo(1);
      assertThat(book.decide(car.no(Purpose.NAVIGATION)).epoch()).isEqualTo(2);
      assertThat(car.book(home).epoch()).isEqualTo(2);
    }
  }

  @Test
  void log_earlierDecisionChanged_stopsTheStart() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    book.decide(car.no(Purpose.NAVIGATION));
    byte[] content = Files.readAllBytes(file());
    content[40] ^= 1;
    Files.write(file(), content);

    assertThatThrownBy(() -> car.book(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("decision 1 was changed");
  }

  @Test
  void log_ofAnotherCar_stopsTheStart() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    book.decide(car.grant(Purpose.CHARGING, State.YES));
    Path other = Files.createDirectories(home.resolve("other"));
    var stranger = new TestCar(other);
    Files.createDirectories(other.resolve("consent"));
    Files.copy(file(), other.resolve("consent/consents.log"));

    assertThatThrownBy(() -> stranger.book(other)).isInstanceOf(IOException.class);
  }

  @Test
  void log_overTheLimit_stopsTheStart() throws Exception {
    Files.createDirectories(file().getParent());
    Files.write(file(), new byte[ConsentLog.MAX_BYTES + ConsentLog.RESERVE_BYTES + 1]);

    assertThatThrownBy(() -> car.book(home)).hasMessageContaining("larger than");
  }

  private Path file() {
    return home.resolve("consent/consents.log");
  }

  private ConsentBook open(Notices notices, Set<Purpose> functions) throws IOException {
    return ConsentBook.open(home.resolve("consent"), car.vault, notices, functions, car.time(home));
  }

  private Path copyExample() throws IOException {
    Path notices = Files.createDirectories(home.resolve("notices"));
    for (NoticeLanguage language : NoticeLanguage.values()) {
      String name = Notices.fileName(language);
      try (var in = Notices.class.getResourceAsStream(name)) {
        Files.write(notices.resolve(name), in.readAllBytes());
      }
    }
    return notices;
  }
}
