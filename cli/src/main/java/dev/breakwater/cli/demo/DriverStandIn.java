package dev.breakwater.cli.demo;

import dev.breakwater.agent.consent.Choice;
import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.consent.ConsentRefusedException;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.time.TrustedTime;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Stands in for the driver, who lets the car use its position, in the car only. */
final class DriverStandIn {
  private DriverStandIn() {}

  /** Decides, unless somebody has decided something before. */
  static void decide(DataLayout data, RandomGenerator random) throws IOException {
    var vault = FileKeyVault.openOrCreate(data.vehicleKeys(), random);
    Path mark = data.vehicle().resolve("time");
    var time = TrustedTime.open(mark, () -> System.nanoTime() / 1_000_000);
    time.observe(InstantSource.system().instant());
    Notices notices = Notices.example();
    ConsentBook book =
        ConsentBook.open(data.vehicle().resolve("consent"), vault, notices, Purpose.BUILT_IN, time);
    if (book.epoch() > 0) {
      return;
    }
    try {
      var shown = notices.in(NoticeLanguage.ZH);
      book.decide(
          Choice.grant(Purpose.NAVIGATION, State.IN_VEHICLE, Period.ONE_YEAR, shown, "demo"));
    } catch (ConsentRefusedException e) {
      throw new IOException(e.getMessage() + ". " + e.remedy(), e);
    }
  }
}
