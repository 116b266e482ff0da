package dev.breakwater.agent.reset;

import dev.breakwater.agent.TestCar;
import java.io.IOException;
import java.nio.file.Path;

/** Resets a vehicle, in a process of its own that may be killed. */
final class ResettingChild {
  static final int BEGUN = '!';

  private ResettingChild() {}

  public static void main(String[] args) throws IOException {
    var car = new TestCar(Path.of(args[1]));
    System.out.write(BEGUN);
    System.out.flush();
    VehicleReset.run(Path.of(args[0]), car.vault, car.clocks().wall());
  }
}
