package dev.breakwater.cli.demo;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.OutboxCorruptException;
import dev.breakwater.agent.outbox.OutboxReader;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.StayedInCar.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the summary. Every figure comes from the source files, from the topics, from the store's
 * tables or from the published log; none from what a process says of itself.
 */
final class SummaryReader {
  private final DataLayout data;
  private final String bootstrapServers;
  private final KeyVault vault;

  SummaryReader(DataLayout data, String bootstrapServers, KeyVault vault) {
    this.data = data;
    this.bootstrapServers = bootstrapServers;
    this.vault = vault;
  }

  /**
   * @param fed what all drives of this installation hold
   * @param planted to fill by looking at the clips that arrived, if somebody knows what is in them
   */
  Summary read(Fed fed, Optional<Planted> planted)
      throws IOException, CorruptRowException, UnreadableSourceException {
    var search = new CabinSearch(CabinStandIn.files(data.cabin()));
    ItemCipher cipher = DataCipher.of(data, new SecureRandom());
    var topics = new TopicReader(bootstrapServers);
    Delivered delivered = Delivered.read(topics, cipher, search::examine);
    searchOutbox(search);
    try (var store = IcebergStore.open(data.onshore().store())) {
      Stored stored = Stored.read(store, cipher);
      examine(search, cipher, stored.rows());
      examine(search, cipher, stored.quarantined());
      Account account = account(fed, delivered, stored);
      var checks = new ArrayList<Check>();
      checks.add(carBalance(account));
      checks.add(onshoreBalance(account));
      checks.add(sealed(delivered, stored));
      PolicyFile policy = policy();
      VerifyReport report = verify(policy);
      checks.add(log(report, stored, delivered));
      long proven = proven(store, cipher, stored.rows(), policy);
      checks.add(proofs(proven, stored));
      checks.add(attestations(stored));
      checks.add(search.check());
      if (planted.isPresent()) {
        look(planted.get(), stored.clips());
        checks.add(covered(planted.get()));
      }
      var figures =
          new Summary.Figures(
              stored.rows().size(),
              proven,
              stored.framesNamed(),
              stored.frames(),
              size(report),
              root(report),
              search.bytes(),
              search.found());
      return new Summary(
          account, figures, names(stored.clips()), anItem(stored), planted.orElse(null), checks);
    }
  }

  private void searchOutbox(CabinSearch search) throws IOException {
    try {
      OutboxReader.read(data.outbox(), vault, search::examine);
    } catch (OutboxCorruptException e) {
      throw new IOException("the outbox cannot be searched: " + e.getMessage(), e);
    }
  }

  private static Account account(Fed fed, Delivered delivered, Stored stored) {
    return new Account(
        fed,
        stored.stayed(Fate.SKIPPED),
        stored.stayed(Fate.WITHHELD),
        stored.stayed(Fate.REFUSED),
        stored.stayed(Fate.KEPT),
        stored.tombstoned(),
        delivered.sourceItems(),
        stored.sourceItems(),
        stored.quarantinedSourceItems(),
        delivered.refusedSourceItems());
  }

  private static Check carBalance(Account account) {
    return new Check(
        "everything fed is accounted for",
        account.carBalances(),
        "%d fed = %d stayed in the car + %d sent"
            .formatted(account.fed().total(), account.inCar(), account.sent()));
  }

  private static Check onshoreBalance(Account account) {
    return new Check(
        "everything sent is accounted for",
        account.onshoreBalances(),
        "%d sent = %d stored + %d quarantined + %d refused"
            .formatted(account.sent(), account.stored(), account.quarantined(), account.refused()));
  }

  private static Check sealed(Delivered delivered, Stored stored) {
    long named = stored.rows().stream().filter(row -> delivered.isSealed(row.digest())).count();
    return new Check(
        "every stored item is sealed by the car",
        named == stored.rows().size(),
        named + " of " + stored.rows().size() + " rows are named by a signed segment");
  }

  private VerifyReport verify(PolicyFile policy) throws IOException {
    return new Verifier(LogSource.of(data.onshore().log().toString())).verify(policy);
  }

  private PolicyFile policy() throws IOException {
    try {
      return PolicyFile.read(data.logPolicy());
    } catch (PolicyFileException e) {
      throw new IOException(String.join("; ", e.problems()), e);
    }
  }

  private static Check log(VerifyReport report, Stored stored, Delivered delivered) {
    long decisions = stored.rows().size() + stored.quarantined().size() + delivered.refusals();
    long policies = delivered.policies();
    boolean complete = size(report) == decisions + policies;
    String found =
        report.match(
            ok ->
                "%d entries for %d decisions and %d %s that made them"
                    .formatted(
                        size(report), decisions, policies, policies == 1 ? "policy" : "policies"),
            integrity -> "integrity only",
            broken -> broken.file() + ": " + broken.what());
    return new Check("the log verifies", report.exitCode() == 0 && complete, found);
  }

  private static long size(VerifyReport report) {
    return report.match(ok -> ok.checkpoint().size(), only -> only.checkpoint().size(), bad -> -1L);
  }

  private static String root(VerifyReport report) {
    return report.match(
        ok -> ok.checkpoint().root().hex(), only -> only.checkpoint().root().hex(), bad -> "");
  }

  private static void examine(CabinSearch search, ItemCipher cipher, List<Outcome> rows)
      throws IOException {
    for (Outcome row : rows) {
      search.examine(row.body());
      cipher.open(row).ifPresent(search::examine);
    }
  }

  private long proven(
      IcebergStore store, ItemCipher cipher, List<Outcome> rows, PolicyFile policy)
      throws IOException {
    var trail =
        new Trail(store, cipher, LogSource.of(data.onshore().log().toString()), policy);
    long proven = 0;
    for (Outcome row : rows) {
      proven += isProven(trail, row, policy) ? 1 : 0;
    }
    return proven;
  }

  private static boolean isProven(Trail trail, Outcome row, PolicyFile policy) throws IOException {
    try {
      trail.prove(ItemId.parse(row.item()), row).proof().verify(policy);
      return true;
    } catch (NotProvenException | NoteException | InvalidProofException e) {
      return false;
    }
  }

  private static Check proofs(long proven, Stored stored) {
    return new Check(
        "every stored item is proven in the log",
        proven == stored.rows().size(),
        proven + " of " + stored.rows().size());
  }

  /** A clip is complete only if every frame's attestation matches the frame's bytes. */
  private static Check attestations(Stored stored) {
    String detail = stored.frames() + " frames in " + stored.clips().size() + " clips";
    return stored.brokenClips().isEmpty()
        ? new Check("every frame that left is attested", true, detail)
        : new Check("every frame that left is attested", false, stored.brokenClips().get(0));
  }

  private void look(Planted planted, Map<ClipManifest, Bytes> clips)
      throws IOException, UnreadableSourceException {
    for (var clip : clips.entrySet()) {
      Path file = Files.createTempFile("breakwater-", ".mp4");
      try {
        Files.write(file, clip.getValue().toArray());
        planted.look(file, clip.getKey().frames());
      } finally {
        Files.delete(file);
      }
    }
  }

  /** GB/T 44464-2024 5.6.2.2.1: at least 90 % of the faces and of the plates. */
  private static Check covered(Planted planted) {
    boolean enough = planted.faces().reaches(0.9) && planted.plates().reaches(0.9);
    return new Check(
        "planted faces and plates are covered",
        enough,
        planted.faces() + " faces, " + planted.plates() + " plates");
  }

  private static List<String> names(Map<ClipManifest, Bytes> clips) {
    return clips.keySet().stream().map(clip -> clip.clip().hex()).toList();
  }

  private static String anItem(Stored stored) {
    return stored.rows().isEmpty() ? "" : stored.rows().get(0).item();
  }
}
