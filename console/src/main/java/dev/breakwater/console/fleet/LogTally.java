package dev.breakwater.console.fleet;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.wire.StayedInCar;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Adds up what the log says of every decision, each entry proven. A refused item has no row
 * anywhere: the log alone has it. After a restart all of it is read again. Not thread-safe.
 */
final class LogTally {
  /** Hours that are told apart; a week. */
  static final int MAX_HOURS = 168;

  static final String STORE = "STORE";

  /** Proven at once: as many as one file of the log has. */
  private static final int BATCH = 256;

  /** Read before the rest of the view gets its turn. */
  private static final int MOST_AT_ONCE = 32 * BATCH;

  /** Decisions of cars, which are entries of what they stored. */
  private static final Set<String> IN_THE_CAR =
      Arrays.stream(StayedInCar.Fate.values()).map(Enum::name).collect(Collectors.toSet());

  private final Prover prover;
  private final Counts<Said> said = new Counts<>();
  private final Counts<Ruled> ruled = new Counts<>();
  private final TreeMap<Instant, Hour> hours = new TreeMap<>();
  private long read;
  private long size;

  /** What an entry says. */
  record Said(String stage, String decision) {}

  /**
   * One rule of what an entry says.
   *
   * @param rule empty where no rule decided
   */
  record Ruled(String stage, String decision, String rule) {}

  /** Decisions about items in an hour. */
  record Hour(long atMillis, long stored, long refused, long quarantined, long inCar) {
    Hour plus(String stage, String decision) {
      boolean car = !stage.equals(STORE);
      return new Hour(
          atMillis,
          stored + (!car && decision.equals("STORED") ? 1 : 0),
          refused + (!car && decision.equals("REFUSED") ? 1 : 0),
          quarantined + (!car && decision.equals("QUARANTINED") ? 1 : 0),
          inCar + (car ? 1 : 0));
    }
  }

  LogTally(LogSource log, PolicyFile policy) {
    this.prover = new Prover(log, policy);
  }

  /**
   * Reads on, some thousand entries at most.
   *
   * @return whether there was anything
   * @throws IOException if the log cannot be read, or does not prove an entry
   */
  boolean read() throws IOException {
    long before = read;
    try {
      size = prover.size();
      long end = Math.min(size, before + MOST_AT_ONCE);
      while (read < end) {
        take(prover.proveAll(read, Math.min(end, read + BATCH)));
      }
    } catch (NoteException | InvalidProofException e) {
      throw new IOException("the log is not proven: " + e.getMessage(), e);
    }
    return read > before;
  }

  private void take(List<TlogProof> entries) throws IOException {
    for (TlogProof each : entries) {
      try {
        take(Leaf.decode(each.extra()).content());
      } catch (NonCanonicalException e) {
        throw new IOException("entry " + each.index() + " is damaged", e);
      }
      read = each.index() + 1;
    }
  }

  private void take(LeafContent leaf) {
    said.add(new Said(leaf.stage(), leaf.decision()), 1);
    if (!isAboutAnItem(leaf)) {
      return;
    }
    List<String> rules = leaf.rules().isEmpty() ? List.of("") : leaf.rules();
    rules.forEach(rule -> ruled.add(new Ruled(leaf.stage(), leaf.decision(), rule), 1));
    var empty = new Hour(leaf.hour().toEpochMilli(), 0, 0, 0, 0);
    hours.put(
        leaf.hour(), hours.getOrDefault(leaf.hour(), empty).plus(leaf.stage(), leaf.decision()));
    if (hours.size() > MAX_HOURS) {
      hours.pollFirstEntry();
    }
  }

  /** The other entries are statements of the onshore side. */
  private static boolean isAboutAnItem(LeafContent leaf) {
    return leaf.stage().equals(STORE) || IN_THE_CAR.contains(leaf.decision());
  }

  /** Returns the entries of the log that were read. */
  long known() {
    return read;
  }

  /** Returns the entries that the log has. */
  long size() {
    return size;
  }

  /** Returns the items that the job stored, what cars say of what they kept included. */
  long stored() {
    long stored = said.of(new Said(STORE, "STORED"));
    for (Counts.Count<Said> each : said.all()) {
      boolean car = !each.key().stage().equals(STORE);
      stored += car && IN_THE_CAR.contains(each.key().decision()) ? each.number() : 0;
    }
    return stored;
  }

  /** Returns the items with another decision of the job. */
  long decided(String decision) {
    return said.of(new Said(STORE, decision));
  }

  /** Returns the rules that kept something back, with the entries of each. */
  List<Counts.Count<Ruled>> keptBack() {
    return ruled.all().stream()
        .filter(each -> !Set.of("STORED", "QUARANTINED").contains(each.key().decision()))
        .toList();
  }

  List<Hour> hours() {
    return List.copyOf(hours.values());
  }
}
