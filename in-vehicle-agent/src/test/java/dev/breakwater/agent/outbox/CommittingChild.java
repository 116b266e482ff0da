package dev.breakwater.agent.outbox;

import dev.breakwater.agent.TestCar;
import dev.breakwater.wire.Lane;
import java.nio.file.Path;

/** A process that commits until it is killed and prints each number it was promised. */
final class CommittingChild {
  private CommittingChild() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    var car = new TestCar(home);
    try (Outbox outbox = car.open(DirectoryStorage.open(home.resolve("outbox")))) {
      for (int i = 0; true; i++) {
        String[] values = new String[1 + i % 3];
        for (int j = 0; j < values.length; j++) {
          values[j] = "value " + (outbox.head(Lane.TELEMETRY).nextNumber() + j);
        }
        outbox.commit(car.commit(outbox, Lane.TELEMETRY, values));
        System.out.println(outbox.head(Lane.TELEMETRY).nextNumber());
      }
    }
  }
}
