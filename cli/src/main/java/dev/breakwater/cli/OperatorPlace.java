package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.jurisdiction.OnshoreOnly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where somebody is who runs a command that gives out data. Who is logged in by SSH is where that
 * connection comes from; anybody else sits at the machine. It stops a mistake, not somebody who
 * hides where he is: that is for the network in front of the machine to stop.
 */
final class OperatorPlace {
  /** "client port server port", as OpenSSH sets it. */
  private static final String CONNECTION = "SSH_CONNECTION";

  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,39}(%[0-9A-Za-z]+)?");

  private OperatorPlace() {}

  /**
   * Refuses who is abroad, or nobody knows where: an answer would be an export.
   *
   * @param environment of the process
   */
  static void requireOnshore(DataLayout data, Map<String, String> environment)
      throws IOException, CommandFailedException {
    String connection = environment.getOrDefault(CONNECTION, "").strip();
    if (connection.isEmpty()) {
      return;
    }
    String client = connection.split(" ", 2)[0];
    // Fail closed: who cannot be placed is not onshore.
    Optional<String> refusal =
        ADDRESS.matcher(client).matches()
            ? new OnshoreOnly(BorderDesk.jurisdictions(data)).refusal(address(client))
            : Optional.of("You ask from nobody knows where.");
    if (refusal.isPresent()) {
      throw new CommandFailedException(
          refusal.get(), "Or work from a place that the list of jurisdictions has.", 2);
    }
  }

  /** Text of digits is never looked up. */
  private static InetAddress address(String client) throws UnknownHostException {
    return InetAddress.getByName(client);
  }
}
