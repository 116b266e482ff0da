package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.ConsoleSection;
import dev.breakwater.cli.onshore.MapSection;
import dev.breakwater.cli.onshore.OpenIdSection;
import dev.breakwater.cli.onshore.ReceiverSection;
import dev.breakwater.cli.onshore.WatchSection;
import dev.breakwater.console.map.MapPlugin;
import dev.breakwater.console.serve.OpenIdSettings;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the whole onshore side is run in one process.
 *
 * @param pagePort of the status for programs; 0 for the one it had before, or a free one
 * @param desk where people reach the console
 * @param shadowPack see {@link dev.breakwater.ingest.job.PolicyTexts#shadow}
 * @param rebuild whether it starts although checkpoints are lost
 * @param interval how long after its arrival an item is stored and logged
 * @param checkNames how often the names of what it connects to are asked for again
 * @param door what the configuration file says of the outside; null without one: the loopback
 *     address, and the port that the receiver had before
 */
record NodeSettings(
    int pagePort,
    Desk desk,
    String shadowPack,
    boolean rebuild,
    Duration interval,
    Duration checkNames,
    @Nullable Door door) {

  /**
   * Where people reach the console.
   *
   * @param openId who else knows its users; empty for local accounts alone
   * @param map of the operator; empty for the grid alone
   */
  record Desk(ConsoleSection console, Optional<OpenIdSettings> openId, Optional<MapPlugin> map) {
    /**
     * Returns what a configuration says.
     *
     * @param port of the console, before that of the file; null for that of the file
     */
    static Desk of(CloudConfiguration told, @Nullable Integer port)
        throws IOException, CommandFailedException {
      ConsoleSection console = told.get(ConsoleSection.SECTION);
      return new Desk(
          port == null ? console : console.at(port),
          told.get(OpenIdSection.SECTION).withSecret(),
          told.get(MapSection.SECTION).open());
    }

    /** Returns the provider of sign-in, which has to be onshore. */
    Optional<Sink> signIn() {
      return openId.flatMap(
          each -> Sink.at("sign-in", JurisdictionList.ONSHORE, each.issuer().toString()));
    }
  }

  /** Where others reach the process. */
  record Door(ReceiverSection receiver, WatchSection watch) {}
}
