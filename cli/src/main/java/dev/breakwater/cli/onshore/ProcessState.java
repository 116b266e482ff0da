package dev.breakwater.cli.onshore;

/**
 * How a process is: counts and states, nothing of any vehicle.
 *
 * @param trouble what it waits for; empty if all is well
 */
public record ProcessState(String trouble, Metrics metrics) {
  /** What is said where nothing is wrong. */
  public static final String OK = "ok";

  String health() {
    return trouble.isEmpty() ? OK : "waiting: " + trouble;
  }
}
