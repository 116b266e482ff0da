package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.search.IndexUpkeep;
import dev.breakwater.ingest.search.Indexing;
import dev.breakwater.ingest.search.LoggedSearch;
import dev.breakwater.ingest.search.SearchIndex;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.policy.pack.PolicyPack;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Where an operator searches what the log has; the onshore side runs meanwhile. */
final class SearchDesk implements AutoCloseable {
  private final DataLayout layout;
  private final String kafka;
  private final ItemCipher cipher;
  private final LogSource log;
  private final PolicyFile policy;
  private final SearchIndex index;
  private final SecureRandom random = new SecureRandom();

  private SearchDesk(DataLayout layout, String kafka, SearchIndex index)
      throws IOException, CommandFailedException {
    this.layout = layout;
    this.kafka = kafka;
    this.cipher = DataCipher.of(layout, random);
    this.log = LogSource.of(layout.onshore().log().toString());
    this.policy = AuditCommand.policy(layout.logPolicy());
    this.index = index;
  }

  static SearchDesk open(DataLayout layout) throws IOException, CommandFailedException {
    String kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    EvidenceDesk.requireRunning(kafka);
    SearchIndex index = SearchIndex.open(layout.searchIndex());
    try {
      return new SearchDesk(layout, kafka, index);
    } catch (IOException | CommandFailedException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  /** Keeps the index up to date, in the process of the onshore side itself. */
  static IndexUpkeep upkeep(DataLayout layout, String kafka)
      throws IOException, CommandFailedException {
    SearchIndex index = SearchIndex.open(layout.searchIndex());
    try {
      Indexing indexing = new SearchDesk(layout, kafka, index).indexing();
      return IndexUpkeep.start(index, indexing, kafka, IndexUpkeep.INTERVAL);
    } catch (IOException | CommandFailedException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  SearchIndex index() {
    return index;
  }

  Prover prover() {
    return new Prover(log, policy);
  }

  LogSource log() {
    return log;
  }

  PolicyFile policy() {
    return policy;
  }

  /** Returns how many entries of the log the index is complete for. */
  long update() throws IOException, CommandFailedException {
    try {
      return indexing().update(kafka);
    } catch (NoteException e) {
      throw notAccepted(e);
    }
  }

  /** Makes the index anew of store and Kafka. */
  void rebuild() throws IOException, CommandFailedException {
    try (var store = IcebergStore.open(layout.onshore().store())) {
      indexing().rebuild(store, kafka);
    } catch (NoteException e) {
      throw notAccepted(e);
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private Indexing indexing() {
    return new Indexing(index, cipher, log, policy);
  }

  static CommandFailedException notAccepted(NoteException e) {
    return new CommandFailedException(
        "The log's checkpoint is not accepted: " + e.getMessage() + ".",
        "Run 'breakwater audit verify'.");
  }

  Statements statements() {
    return new Statements(kafka, cipher.keys(), log, policy);
  }

  LoggedSearch searches(Statements statements) {
    return new LoggedSearch(statements, cipher.keys(), InstantSource.system(), random);
  }

  /** Returns the built-in packs, and that of the newest bundle. */
  List<PolicyPack> packs() throws IOException, CommandFailedException {
    List<PolicyPack> packs = new ArrayList<>();
    PolicyPack.builtInIds().forEach(id -> packs.add(PolicyPack.builtIn(id)));
    try (PublishedBundles bundles = BundleFiles.published(layout, kafka)) {
      bundles.policies().newest().ifPresent(bundle -> packs.add(bundle.engine().pack()));
    }
    return packs;
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
