package dev.breakwater.agent.cabin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Signal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A function in the car: how warm the cabin was on average in the last minutes, for the head unit's
 * page (Auto Provisions Art. 6(1): processed in the car). It takes one value of one signal every
 * ten seconds under the consent to {@link Purpose#CABIN_COMFORT}, and reads it from the vault.
 * Values are taken by one thread; any thread may ask.
 */
public final class CabinComfort {
  /** The only signal that it needs. */
  public static final String SIGNAL = "Vehicle.Cabin.HVAC.AmbientAirTemperature";

  /** Over how long it looks back. */
  public static final Duration SPAN = Duration.ofMinutes(10);

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Purpose PURPOSE = Purpose.CABIN_COMFORT;

  private final CabinVault vault;
  private final PurposeReader reader;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  /**
   * The average.
   *
   * @param celsius degrees
   * @param values of how many
   */
  public record Average(double celsius, int values) {}

  public CabinComfort(CabinVault vault, InstantSource clock) {
    this.vault = vault;
    this.reader = vault.reader(PURPOSE);
    this.clock = clock;
  }

  /** Takes a value, if it is one that the function needs now and the policy lets it be taken. */
  public void observe(Signal signal, Instant at, Decider decider) throws IOException {
    if (!signal.path().equals(SIGNAL) || at.isBefore(next)) {
      return;
    }
    String category = decider.categoryOf(signal.path(), at);
    if (!PURPOSE.covers(category) || degrees(signal.value()).isEmpty()) {
      return;
    }
    boolean permitted =
        decider.collect(category, PURPOSE.id(), at).pass(at, stays -> {}).isPresent();
    Bytes content = Bytes.of(signal.value().getBytes(UTF_8));
    if (permitted && vault.keep(PURPOSE, new CabinSample(category, at.toEpochMilli(), content))) {
      next = at.plus(INTERVAL);
    }
  }

  /** Returns the average of the last minutes; empty without values, or without the consent. */
  public Optional<Average> average() throws IOException {
    long from = clock.instant().minus(SPAN).toEpochMilli();
    List<Double> values =
        reader.read().stream()
            .filter(sample -> sample.capturedAtMillis() >= from)
            .map(sample -> degrees(new String(sample.content().toArray(), UTF_8)))
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    OptionalDouble mean = values.stream().mapToDouble(Double::doubleValue).average();
    return mean.isPresent()
        ? Optional.of(new Average(mean.getAsDouble(), values.size()))
        : Optional.empty();
  }

  private static OptionalDouble degrees(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
