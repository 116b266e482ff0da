package dev.breakwater.console.fleet;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.console.map.MapPlugin;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.receive.ItemProofs;
import dev.breakwater.ingest.receive.ReceiverProgress;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.VehicleRecord;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator's pages have everything from.
 *
 * @param store directory of the onshore store
 * @param cipher opens rows, in this process only
 * @param bootstrapServers of Kafka, for what is released from quarantine
 * @param statements say in the log who read what
 * @param vehicles the registry, as it is now
 * @param receiver what this process's receiver counts; null if the receivers are other processes
 * @param erasures the requests to erase
 * @param proofs receipts of them
 * @param map of the operator; empty for the grid alone
 */
public record FleetSources(
    Path store,
    ItemCipher cipher,
    PublishedLog log,
    String bootstrapServers,
    Statements statements,
    Supplier<List<VehicleRecord>> vehicles,
    PoliciesInForce policies,
    @Nullable Supplier<ReceiverProgress> receiver,
    ErasureFiles erasures,
    ItemProofs proofs,
    Optional<MapPlugin> map,
    Surroundings surroundings) {

  /**
   * The published log.
   *
   * @param policy must accept its checkpoint
   */
  public record PublishedLog(LogSource source, PolicyFile policy) {}

  /** The time, and what draws names of statements. */
  public record Surroundings(InstantSource clock, SecureRandom random) {}
}
