package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.erase.ErasableStore;
import dev.breakwater.ingest.erase.Eraser;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.erase.LoggedErasures;
import dev.breakwater.ingest.erase.WithdrawalDesk;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.trail.Statements;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Carries out requests to erase as long as its process runs; each by one process at a time. */
final class ErasureService implements AutoCloseable {
  private final IcebergStore store;
  private final ErasableStore rows;
  private final Statements statements;
  private final WithdrawalDesk desk;
  private final Thread thread;

  private ErasureService(
      IcebergStore store, ErasableStore rows, Statements statements, WithdrawalDesk desk) {
    this.store = store;
    this.rows = rows;
    this.statements = statements;
    this.desk = desk;
    this.thread = new Thread(desk, "erasures");
  }

  static ErasureService start(
      DataLayout data, String bootstrapServers, InstantSource clock, SecureRandom random)
      throws IOException, CommandFailedException {
    var cipher = DataCipher.of(data, random);
    var files = new ErasureFiles(data.onshore().erasures());
    var statements =
        new Statements(
            bootstrapServers,
            cipher.keys(),
            LogSource.of(data.onshore().log().toString()),
            AuditCommand.policy(data.logPolicy()));
    var logged = new LoggedErasures(files, cipher.keys(), statements, recipients(data));
    var store = IcebergStore.open(data.onshore().store());
    var rows = new ErasableStore(bootstrapServers, store);
    var eraser = new Eraser(files, cipher.keys(), rows, logged, clock);
    var desk = new WithdrawalDesk(bootstrapServers, cipher, files, eraser, clock, random);
    var service = new ErasureService(store, rows, statements, desk);
    service.thread.start();
    return service;
  }

  /** Returns those abroad who have to be told of an erasure. */
  static LoggedErasures.Recipients recipients(DataLayout data) {
    return erasure -> Register.recipientsOf(data.border(), erasure.vehicle());
  }

  @Override
  public void close() throws IOException {
    desk.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rows.close();
    statements.close();
    store.close();
  }
}
