package dev.breakwater.cli.certify.egress;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the check of what leaves the car is told.
 *
 * @param directory where results and evidence go
 * @param ledger the car's own account
 * @param time of the whole capture, at least
 * @param grace how much longer a state lasts whose command has not ended
 * @param networksDigest SHA-256 of the list, or an empty text if there is none
 */
public record EgressSettings(
    Path directory,
    Path ledger,
    Duration time,
    Duration grace,
    String networkInterface,
    Networks networks,
    String networksDigest,
    List<VehicleState> states) {
  /** The longest capture: a day. */
  public static final Duration MAX_TIME = Duration.ofDays(1);

  public EgressSettings {
    states = List.copyOf(states);
  }

  /** Where the check reads and writes. */
  public record Files(Path directory, Path ledger) {}

  /**
   * How the vehicle is brought into its states, by commands of the shell; null for the examiner.
   */
  public record Driving(
      Duration time, Duration grace, @Nullable String on, @Nullable String allOn) {}

  /**
   * The settings of a car of which it is known what is onshore.
   *
   * @param networks list of the onshore networks, YAML; empty if there is none
   * @throws InvalidSourceException with every problem of the list
   */
  public static EgressSettings of(
      Files files, Driving driving, String networkInterface, Bytes networks)
      throws InvalidSourceException {
    boolean none = networks.length() == 0;
    return new EgressSettings(
        files.directory,
        files.ledger,
        driving.time,
        driving.grace,
        networkInterface,
        none ? Networks.none() : Networks.read(networks, "networks"),
        none ? "" : Digest.of(networks).hex(),
        VehicleState.all(driving.on, driving.allOn));
  }
}
