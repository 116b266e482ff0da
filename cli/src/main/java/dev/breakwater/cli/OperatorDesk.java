package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.console.Live;
import dev.breakwater.console.fleet.FleetSection;
import dev.breakwater.console.fleet.FleetSources;
import dev.breakwater.console.map.MapPlugin;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.trail.Statements;
import java.io.IOException;
import java.util.Optional;

/** The operator's pages of the console. */
final class OperatorDesk implements AutoCloseable {
  private final Statements statements;
  private final FleetSection section;

  private OperatorDesk(Statements statements, FleetSection section) {
    this.statements = statements;
    this.section = section;
  }

  static OperatorDesk start(
      OnshoreDesk.Place place, OnshoreDesk.Parts parts, Optional<MapPlugin> map, Live live)
      throws IOException, CommandFailedException {
    DataLayout data = place.data();
    ItemCipher cipher = DataCipher.of(data, place.random());
    LogSource log = LogSource.of(data.onshore().log().toString());
    PolicyFile policy = AuditCommand.policy(data.logPolicy());
    var statements = new Statements(place.kafka(), cipher.keys(), log, policy);
    var sources =
        new FleetSources(
            data.onshore().store(),
            cipher,
            new FleetSources.PublishedLog(log, policy),
            place.kafka(),
            statements,
            parts.vehicles()::all,
            parts.bundles().policies(),
            parts.receiver(),
            new ErasureFiles(data.onshore().erasures()),
            parts.proofs(),
            map,
            new FleetSources.Surroundings(place.clock(), place.random()));
    return new OperatorDesk(statements, FleetSection.start(sources, live));
  }

  FleetSection section() {
    return section;
  }

  @Override
  public void close() {
    section.close();
    statements.close();
  }
}
