package dev.breakwater.ingest.fsck;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.fsck.Finding;
import dev.breakwater.audit.fsck.LogFsck;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.OnshoreStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Checks an operator's store and log together: the log as {@link LogFsck} does, what its head
 * remembers, that each row is what its entry commits to, and that each entry of something stored
 * has its row. One thread, while nothing writes.
 */
public final class StoreFsck {
  private static final Set<String> KEPT = Set.of("STORED", "QUARANTINED");
  private static final Set<String> CAR_STAGES = Set.of("COLLECT", "OFFBOARD");

  private final OnshoreStore store;
  private final ItemCipher cipher;
  private final List<Erasure> erasures;
  private final Instant keptSince;

  /**
   * What was found, the first bad entry first; what concerns none comes last.
   *
   * @param entries of the log, 0 if it does not verify: then the store was not looked at
   * @param rows that were compared with it
   * @param erased entries without a row that erasures account for
   */
  public record Report(List<Finding> findings, long entries, long rows, long erased) {
    public Report {
      findings = List.copyOf(findings);
    }
  }

  /**
   * @param erasures that were carried out: they tell how many rows are gone
   * @param keptSince entries of before may be past their retention: no row is asked for
   */
  public StoreFsck(
      OnshoreStore store, ItemCipher cipher, List<Erasure> erasures, Instant keptSince) {
    this.store = store;
    this.cipher = cipher;
    this.erasures = List.copyOf(erasures);
    this.keptSince = keptSince;
  }

  /**
   * @param published the public log
   * @param state its private head
   * @throws IOException if something cannot be read, or the log is open
   */
  public Report check(Path published, Path state, PolicyFile policy) throws IOException {
    LogFsck.Report log = LogFsck.check(published, state, policy);
    List<Finding> findings = new ArrayList<>(log.findings());
    if (log.size().isEmpty()) {
      return new Report(findings, 0, 0, 0);
    }
    long size = log.size().getAsLong();
    var entries = LoggedEntries.read(new DirectorySource(published), size);
    log.attachment()
        .ifPresent(places -> findings.addAll(RememberedPlaces.check(places, entries.leaves())));
    var rows = new RowCheck(cipher, entries);
    rows.checkAll(store);
    findings.addAll(rows.findings());
    long erased = findWithoutRow(entries.leaves(), rows, findings);
    findings.sort(Comparator.comparingLong(StoreFsck::order));
    return new Report(findings, size, rows.count(), erased);
  }

  private static long order(Finding finding) {
    return finding.index() == Finding.NO_INDEX ? Long.MAX_VALUE : finding.index();
  }

  /** Nobody knows which entries an erasure has emptied, but how many rows it deleted. */
  private long findWithoutRow(List<LeafContent> leaves, RowCheck rows, List<Finding> findings) {
    List<Integer> without = new ArrayList<>();
    for (int index = 0; index < leaves.size(); index++) {
      LeafContent leaf = leaves.get(index);
      if (hasRow(leaf) && !rows.isTaken(index) && !leaf.hour().isBefore(keptSince)) {
        without.add(index);
      }
    }
    long erased = erasures.stream().mapToLong(Erasure::rows).sum();
    if (without.size() > erased) {
      String what =
          "has no row; %d entries have none, and erasures account for %d"
              .formatted(without.size(), erased);
      findings.add(new Finding(without.get(0), "store", what));
    }
    return Math.min(without.size(), erased);
  }

  private static boolean hasRow(LeafContent leaf) {
    return CAR_STAGES.contains(leaf.stage())
        || (leaf.stage().equals("STORE") && KEPT.contains(leaf.decision()));
  }
}
