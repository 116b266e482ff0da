package dev.breakwater.cli;

import dev.breakwater.cli.certify.CabinMarkers;
import dev.breakwater.cli.certify.egress.EgressCheck;
import dev.breakwater.cli.certify.egress.EgressSettings;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the check of what leaves the car. */
final class EgressOptions {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3600",
      description = "of the whole capture; the standard asks for 3600 (default: ${DEFAULT-VALUE})")
  private int seconds = 3600;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      defaultValue = "any",
      description = "network interface that is captured (default: ${DEFAULT-VALUE})")
  private String networkInterface = "any";

  @Option(
      names = "--networks",
      paramLabel = "FILE.yaml",
      description = {
        "onshore networks, declared flows, and commands of the user's own processes;",
        "every other address is foreign (default: nothing is onshore)"
      })
  private @Nullable Path networks;

  @Option(
      names = "--networks-sha256",
      paramLabel = "DIGEST",
      description = "refuse another list than the one with this SHA-256")
  private @Nullable String pinned;

  @Option(
      names = "--on",
      paramLabel = "COMMAND",
      description = "shell command that runs while the vehicle is on (default: the examiner acts)")
  private @Nullable String on;

  @Option(
      names = "--all-on",
      paramLabel = "COMMAND",
      description = "the same while all transfer functions are on")
  private @Nullable String allOn;

  @Option(
      names = "--grace",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "seconds that a state lasts longer if its command has not ended by then",
        "(default: ${DEFAULT-VALUE})"
      })
  private int grace;

  @Option(
      names = "--marker",
      paramLabel = "TEXT",
      description =
          "a text of the cabin, 8 bytes or more, that must be in no flow; may be repeated")
  private List<String> markers = List.of();

  /**
   * @throws InvalidSourceException with every problem of the list of networks
   */
  EgressCheck check(DataLayout layout, Consumer<String> say)
      throws IOException, CommandFailedException, InvalidSourceException {
    var time = Duration.ofSeconds(seconds);
    long most = EgressSettings.MAX_TIME.toSeconds();
    if (seconds < 3 || seconds > most || grace < 0 || grace > most) {
      throw new CommandFailedException(
          "--seconds or --grace is out of range.", "Give 3, or 0, to " + most + ".", 2);
    }
    var files = new EgressSettings.Files(layout.certify(), layout.sentLedger());
    var driving = new EgressSettings.Driving(time, Duration.ofSeconds(grace), on, allOn);
    var settings = EgressSettings.of(files, driving, networkInterface, list());
    return new EgressCheck(settings, CabinMarkers.of(layout.cabin(), texts()), say);
  }

  private List<String> texts() throws CommandFailedException {
    for (String marker : markers) {
      if (marker.length() < CabinMarkers.MIN_LENGTH) {
        throw new CommandFailedException("--marker is too short.", "Give 8 characters or more.", 2);
      }
    }
    return markers;
  }

  private Bytes list() throws IOException, CommandFailedException {
    if (networks == null) {
      return Bytes.EMPTY;
    }
    Bytes list = PolicyFiles.read(networks);
    if (pinned != null && !Digest.of(list).hex().equalsIgnoreCase(pinned)) {
      throw new CommandFailedException(
          networks + " has the SHA-256 " + Digest.of(list).hex() + ", not the pinned one.",
          "Use the list that was agreed on.");
    }
    return list;
  }
}
