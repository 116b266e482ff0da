package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.console.Live;
import dev.breakwater.console.Section;
import dev.breakwater.console.fleet.FleetSection;
import dev.breakwater.console.fleet.FleetSources;
import dev.breakwater.console.map.MapPlugin;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.receive.ItemProofs;
import dev.breakwater.ingest.receive.Receiver;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.trail.Statements;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** The operator's pages of this node's console. */
final class OperatorDesk implements AutoCloseable {
  private final Statements statements;
  private final FleetSection section;

  /** What of this node the pages are about. */
  record Parts(
      KnownVehicles vehicles,
      PublishedBundles bundles,
      Receiver receiver,
      ItemProofs proofs,
      Optional<MapPlugin> map) {}

  /** Makes it for one installation. */
  record Place(DataLayout data, String kafka, InstantSource clock, SecureRandom random) {}

  private OperatorDesk(Statements statements, FleetSection section) {
    this.statements = statements;
    this.section = section;
  }

  static OperatorDesk start(Place place, Parts parts, Live live)
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
            parts.receiver()::progress,
            new ErasureFiles(data.onshore().erasures()),
            parts.proofs(),
            parts.map(),
            new FleetSources.Surroundings(place.clock(), place.random()));
    return new OperatorDesk(statements, FleetSection.start(sources, live));
  }

  Section section() {
    return section;
  }

  @Override
  public void close() {
    section.close();
    statements.close();
  }
}
