package dev.breakwater.bench;

import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * What 1,000 cars on their ways ask the policy. Nine questions of ten are of a purpose that the car
 * asked for before; one is of a purpose that nobody has asked for, with texts that are new in
 * memory. Same seed, same traffic.
 */
final class Fleet {
  static final int VEHICLES = 1000;

  private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");
  private static final Stage[] STAGES = Stage.values();
  private static final Consent[] CONSENTS = Consent.values();

  private final Random random;
  private final double[] latitude = new double[VEHICLES];
  private final double[] longitude = new double[VEHICLES];
  private final double[] heading = new double[VEHICLES];
  private long asked;

  /** Where a car is, as it says of an item. */
  private record Position(double latitude, double longitude, boolean sensitive) implements Facts {
    @Override
    public Optional<Object> value(Variable variable) {
      return switch (variable) {
        case LATITUDE -> Optional.of(latitude);
        case LONGITUDE -> Optional.of(longitude);
        case SENSITIVE_AREA -> Optional.of(sensitive);
        case PRECISION_M -> Optional.of(1.0);
        case JURISDICTION -> Optional.of("CN");
        case RECIPIENT -> Optional.of("fleet operator");
        default -> Optional.empty();
      };
    }
  }

  Fleet(long seed) {
    random = new Random(seed);
    for (int car = 0; car < VEHICLES; car++) {
      latitude[car] = 22 + 18 * random.nextDouble();
      longitude[car] = 100 + 21 * random.nextDouble();
      heading[car] = 2 * Math.PI * random.nextDouble();
    }
  }

  /** Returns the next question of some car, which has moved on. */
  Request next() {
    int car = random.nextInt(VEHICLES);
    heading[car] += 0.1 * random.nextGaussian();
    latitude[car] += 3e-4 * Math.cos(heading[car]);
    longitude[car] += 3e-4 * Math.sin(heading[car]);
    var position = new Position(latitude[car], longitude[car], random.nextInt(50) == 0);
    boolean cold = random.nextInt(10) == 0;
    String category = ManyRules.category(random.nextInt(ManyRules.KINDS));
    return new Request(
        STAGES[random.nextInt(STAGES.length)],
        cold ? category : category.intern(),
        cold ? "purpose never asked for " + asked : "fleet.telemetry",
        CONSENTS[random.nextInt(CONSENTS.length)],
        START.plusMillis(asked++),
        position);
  }
}
