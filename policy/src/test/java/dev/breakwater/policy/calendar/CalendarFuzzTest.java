package dev.breakwater.policy.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CalendarFuzzTest {
  private static final LocalDate DAY = LocalDate.parse("2026-02-10");

  @Test
  void reader_brokenCalendar_namesItsProblemsOrCanBeUsed() throws IOException {
    FuzzTarget.Decoder decoder =
        input ->
            assertThat(WorkingDays.load(Bytes.of(input), "c.yaml").after(DAY, 10).lastDay())
                .isAfter(DAY);
    try (InputStream in = WorkingDays.class.getResourceAsStream("china.yaml")) {
      FuzzTarget target =
          FuzzTarget.of("working-days", InvalidSourceException.class, decoder)
              .startingFrom(in.readAllBytes());

      assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
    }
  }
}
