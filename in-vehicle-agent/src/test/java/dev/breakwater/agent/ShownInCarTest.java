package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.decide.ShownNotices;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.ConsentChange.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PIPL Art. 17: which notice people were shown for data")
class ShownInCarTest {
  private static final String SPEED = "vehicle.motion.speed";
  private static final String POSITION = "position.precise";

  @TempDir Path home;
  private TestCar car;
  private ConsentBook book;
  private ShownNotices shown;

  @BeforeEach
  void start() throws Exception {
    car = new TestCar(home);
    book = car.book(home);
    shown = new ShownInCar(book);
  }

  @Test
  void example_thatWasOnNoScreen_toldNobodyAnything() {
    assertThat(shown.shownFor(SPEED, "fleet.telemetry")).contains("");
    assertThat(shown.shownFor(POSITION, "navigation")).contains("");
  }

  @Test
  void page_thatWasOnTheScreenOfThisTrip_isToldForEverything() throws Exception {
    Notice english = Notices.example().in(NoticeLanguage.EN);
    book.shown(english);

    assertThat(shown.shownFor(SPEED, "fleet.telemetry")).contains(english.digest().hex());
    assertThat(shown.shownFor(POSITION, "navigation")).contains(english.digest().hex());
    book.ignitionOff();
    var nextTrip = new ShownInCar(car.book(home));
    assertThat(nextTrip.shownFor(SPEED, "fleet.telemetry")).contains("");
  }

  @Test
  void consent_wasToItsOwnNotice_whateverIsOnTheScreenNow() throws Exception {
    book.decide(car.grant(Purpose.NAVIGATION, State.YES));
    book.shown(Notices.example().in(NoticeLanguage.JA));

    assertThat(shown.shownFor(POSITION, "anything")).contains(TestCar.NOTICE.digest().hex());
    assertThat(shown.shownFor(SPEED, "navigation"))
        .as("a purpose that a plan names is none of a person")
        .contains(Notices.example().in(NoticeLanguage.JA).digest().hex());

    book.decide(car.no(Purpose.NAVIGATION));
    assertThat(shown.shownFor(POSITION, "navigation"))
        .as("of a consent that is taken back nothing is left")
        .contains(Notices.example().in(NoticeLanguage.JA).digest().hex());
  }

  @Test
  void notice_ofTheMaker_isToldWithoutAScreen() throws Exception {
    Path folder = Files.createDirectories(home.resolve("notice"));
    for (NoticeLanguage language : NoticeLanguage.values()) {
      String name = "notice." + language.tag().toLowerCase(Locale.ROOT) + ".json";
      try (var in = Notices.class.getResourceAsStream(name)) {
        Files.write(folder.resolve(name), in.readAllBytes());
      }
    }
    Notices maker = Notices.read(folder);
    var told =
        new ShownInCar(
            ConsentBook.open(
                home.resolve("other"), car.vault, maker, Set.of(Purpose.values()), car.time(home)));

    assertThat(told.shownFor(SPEED, "fleet.telemetry").orElseThrow()).hasSize(64);
  }
}
