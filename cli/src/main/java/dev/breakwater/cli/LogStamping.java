package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.ingest.trail.TimeAuthorities;
import dev.breakwater.ingest.trail.Timestamping;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Has the checkpoints of an installation's log stamped, as long as its process runs. */
final class LogStamping {
  private LogStamping() {}

  /**
   * Starts.
   *
   * @throws IOException if the file that names the authority has mistakes
   */
  static Timestamping start(DataLayout data, InstantSource clock, SecureRandom random)
      throws IOException, CommandFailedException {
    var connections = new CheckedConnections(BorderDesk.jurisdictions(data), HostResolver.SYSTEM);
    var authorities = TimeAuthorities.of(data.cloud(), connections, clock, random);
    return Timestamping.start(
        authorities.client(),
        LogSource.of(data.onshore().log().toString()),
        new StampedCheckpoints(data.onshore().timestamps()),
        authorities.every());
  }
}
