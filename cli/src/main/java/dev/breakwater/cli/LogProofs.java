package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.erase.LoggedErasures;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.receive.ItemProofs;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * What vehicles ask the log for: proofs of their items, and receipts of what was erased, whichever
 * process erased it. Items are asked for by one thread, receipts by any.
 */
final class LogProofs implements ItemProofs, AutoCloseable {
  private final IcebergStore store;
  private final Statements statements;
  private final Trail trail;
  private final LoggedErasures erasures;

  private LogProofs(
      IcebergStore store, Statements statements, Trail trail, LoggedErasures erasures) {
    this.store = store;
    this.statements = statements;
    this.trail = trail;
    this.erasures = erasures;
  }

  static LogProofs open(DataLayout data, String kafka, SecureRandom random)
      throws IOException, CommandFailedException {
    ItemCipher cipher = DataCipher.of(data, random);
    var log = LogSource.of(data.onshore().log().toString());
    var policy = AuditCommand.policy(data.logPolicy());
    var store = IcebergStore.open(data.onshore().store());
    var statements = new Statements(kafka, cipher.keys(), log, policy);
    var files = new ErasureFiles(data.onshore().erasures());
    return new LogProofs(
        store,
        statements,
        new Trail(store, cipher, log, policy),
        new LoggedErasures(files, cipher.keys(), statements, ErasureService.recipients(data)));
  }

  @Override
  public Optional<LoggedItem> find(ItemId item) throws IOException {
    return trail.logged(item);
  }

  @Override
  public Optional<ErasureReceipt> erasure(VehicleRef vehicle, long withdrawal) throws IOException {
    return erasures.receipt(vehicle, withdrawal);
  }

  @Override
  public void close() throws IOException {
    statements.close();
    store.close();
  }
}
