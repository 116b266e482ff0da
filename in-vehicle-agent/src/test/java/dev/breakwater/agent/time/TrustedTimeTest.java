package dev.breakwater.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The time that consents run by (GB/T 44464-2024 §5.2.2: a consent has an end)")
class TrustedTimeTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir Path home;
  private final AtomicLong boot = new AtomicLong(5_000);
  private TrustedTime time;

  @BeforeEach
  void start() throws IOException {
    time = open();
  }

  private TrustedTime open() throws IOException {
    return TrustedTime.open(home.resolve("time"), boot::get);
  }

  private void pass(Duration duration) {
    boot.addAndGet(duration.toMillis());
  }

  /** The car is off and on again: the boot clock starts anew. */
  private TrustedTime restart() throws IOException {
    time.save();
    boot.set(1_000);
    return open();
  }

  @Test
  void openSource_tellsNoTimeByItself_andCarriesOnOneThatWasTold() {
    assertThat(time.observeOpen(NOON)).isFalse();
    assertThat(time.isKnown()).isFalse();
    time.observe(NOON);
    pass(Duration.ofHours(23));

    assertThat(time.observeOpen(NOON.plus(Duration.ofHours(23)))).isTrue();

    pass(Duration.ofHours(23));
    assertThat(time.isKnown()).isTrue();
    assertThat(time.observeOpen(NOON)).isFalse();
  }

  @Test
  void openSources_moveTheTimeAheadOnlySoFar_untilAnAuthenticatedOneSpeaks() throws Exception {
    time.observe(NOON);
    assertThat(time.observeOpen(NOON.plus(TrustedTime.MAX_AHEAD).plusMillis(1))).isFalse();
    assertThat(time.observeOpen(NOON.plus(Duration.ofDays(20)))).isTrue();
    time = restart();
    assertThat(time.observeOpen(NOON.plus(Duration.ofDays(36)))).isFalse();
    assertThat(time.observeOpen(NOON.plus(Duration.ofDays(35)))).isTrue();
    assertThat(time.observeOpen(NOON.plus(Duration.ofDays(36)))).isFalse();

    assertThat(time.observe(NOON.plus(Duration.ofDays(36)))).isTrue();
    assertThat(time.observeOpen(NOON.plus(Duration.ofDays(37)))).isTrue();
    assertThat(time.instant()).isEqualTo(NOON.plus(Duration.ofDays(37)));
  }

  @Test
  void time_missingMark_isUnknown() {
    assertThat(time.isKnown()).isFalse();
    assertThat(time.unknownSince()).isEmpty();
    assertThat(time.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void time_afterASource_isCarriedByTheBootClock() {
    assertThat(time.observe(NOON)).isTrue();
    pass(Duration.ofMinutes(90));

    assertThat(time.instant()).isEqualTo(NOON.plusSeconds(5400));
    assertThat(time.isKnown()).isTrue();
    assertThat(time.unknownSince()).contains(NOON);
  }

  @Test
  void time_sourceJumpsBack_doesNotGoBackAndDoesNotBelieveIt() {
    time.observe(NOON);

    assertThat(time.observe(NOON.minus(Duration.ofDays(3)))).isFalse();

    assertThat(time.instant()).isEqualTo(NOON);
  }

  @Test
  void time_sourceALittleBehind_isConfirmedAndDoesNotGoBack() {
    time.observe(NOON);
    pass(Duration.ofHours(23));

    assertThat(time.observe(NOON.plus(Duration.ofHours(23)).minusSeconds(60))).isTrue();

    assertThat(time.instant()).isEqualTo(NOON.plus(Duration.ofHours(23)));
    pass(Duration.ofHours(23));
    assertThat(time.isKnown()).isTrue();
  }

  @Test
  void time_replayedSource_isUnknownAfterADay() {
    time.observe(NOON);
    for (int hour = 0; hour < 24; hour++) {
      pass(Duration.ofHours(1));
      time.observe(NOON);
    }

    assertThat(time.isKnown()).isFalse();
  }

  @Test
  void time_sourceJumpsForward_goesForwardAndStays() {
    time.observe(NOON);
    time.observe(NOON.plus(Duration.ofDays(30)));

    time.observe(NOON.plusSeconds(1));

    assertThat(time.instant()).isEqualTo(NOON.plus(Duration.ofDays(30)));
  }

  @Test
  void time_sourceOfAnotherCentury_isNotBelieved() {
    time.observe(NOON);

    assertThat(time.observe(TrustedTime.LATEST.plusSeconds(1))).isFalse();

    assertThat(time.instant()).isEqualTo(NOON);
  }

  @Test
  void time_noSourceForADay_isUnknown() {
    time.observe(NOON);
    pass(TrustedTime.MAX_UNKNOWN.minusMillis(1));
    assertThat(time.isKnown()).isTrue();

    pass(Duration.ofMillis(1));

    assertThat(time.isKnown()).isFalse();
    assertThat(time.unknownSince()).contains(NOON);
  }

  @Test
  void time_restart_goesOnFromTheMarkAndStillKnowsSinceWhenItIsUnknown() throws Exception {
    time.observe(NOON);
    pass(Duration.ofHours(20));
    time = restart();

    assertThat(time.instant()).isEqualTo(NOON.plus(Duration.ofHours(20)));
    assertThat(time.unknownSince()).contains(NOON);
    assertThat(time.isKnown()).isTrue();
    pass(Duration.ofHours(4));
    assertThat(time.isKnown()).isFalse();
  }

  @Test
  void time_restartAndAnOlderSource_doesNotGoBack() throws Exception {
    time.observe(NOON);
    time = restart();

    assertThat(time.observe(NOON.minus(Duration.ofDays(365)))).isFalse();

    assertThat(time.instant()).isAfterOrEqualTo(NOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1", "-1 never\n", "1 2 3\n", "99999999999999999999 never\n"})
  void time_damagedMark_isUnknown(String mark) throws Exception {
    Files.writeString(home.resolve("time"), mark);

    assertThat(open().isKnown()).isFalse();
  }

  @Test
  void time_markOverTheLimit_isNotRead() throws Exception {
    Files.writeString(home.resolve("time"), "1 2" + " ".repeat(TrustedTime.MAX_BYTES) + "\n");

    assertThat(open().isKnown()).isFalse();
  }
}
