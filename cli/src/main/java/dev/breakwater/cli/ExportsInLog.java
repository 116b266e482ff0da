package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.trail.EntryReader;
import dev.breakwater.ingest.trail.Places;
import dev.breakwater.ingest.trail.Places.Place;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the log itself has of exports. An entry of a release that the border's book names is made
 * again from its statement, and looked for; an entry of the stage that is then nobody's is one that
 * the book does not have. Every release that was decided has one, refused ones too; requests and
 * approvals have none of this stage.
 */
final class ExportsInLog {
  private static final String STAGE = "EXPORT";

  private final Finder finder;
  private final List<Entry> entries;

  /** An entry of the log about an export. */
  record Entry(long index, LeafContent leaf) {}

  /** Looks for the entry of a statement. */
  interface Finder {
    /**
     * Returns nothing if its key is destroyed, so that nobody can tell which entry is its.
     *
     * @throws NoteException if the log's checkpoint is not accepted
     */
    Optional<OptionalLong> find(Statement statement) throws IOException, NoteException;
  }

  ExportsInLog(Finder finder, List<Entry> entries) {
    this.finder = finder;
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads the entries. Do so before the book is read: a release is in the book before it is logged.
   */
  static ExportsInLog of(DataLayout data) throws IOException, CommandFailedException {
    Path directory = data.onshore().log();
    if (Files.notExists(directory.resolve("checkpoint"))) {
      return new ExportsInLog(statement -> Optional.of(OptionalLong.empty()), List.of());
    }
    var log = LogSource.of(directory.toString());
    PolicyFile policy = AuditCommand.policy(data.logPolicy());
    var places = new Places(DataCipher.of(data, new SecureRandom()), log, policy, 0);
    return new ExportsInLog(
        statement -> places.of(statement).map(Place::index), entries(new EntryReader(log, policy)));
  }

  private static List<Entry> entries(EntryReader log) throws IOException, CommandFailedException {
    List<Entry> entries = new ArrayList<>();
    try {
      log.each(
          0,
          (index, leaf) -> {
            if (leaf.stage().equals(STAGE)) {
              entries.add(new Entry(index, leaf));
            }
          });
    } catch (NoteException e) {
      throw SearchDesk.notAccepted(e);
    }
    return entries;
  }

  /**
   * Returns the entries that are of no release of the book. Of one whose key is destroyed the book
   * is believed.
   */
  List<Entry> without(List<FiledRelease> book) throws IOException, CommandFailedException {
    Set<Long> known = new HashSet<>();
    for (FiledRelease release : book) {
      Optional<OptionalLong> found = find(release.statement());
      Long booked = release.progress().logged();
      if (found.isPresent()) {
        found.get().ifPresent(known::add);
      } else if (booked != null) {
        known.add(booked);
      }
    }
    return entries.stream().filter(each -> !known.contains(each.index())).toList();
  }

  /** Returns what the log says otherwise than the book, or nothing. */
  Optional<String> difference(FiledRelease release) throws IOException, CommandFailedException {
    Long booked = release.progress().logged();
    Optional<OptionalLong> found = find(release.statement());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong index = found.get();
    if (index.isEmpty()) {
      return booked == null ? Optional.empty() : Optional.of("it has no entry of this release");
    }
    boolean same = booked != null && booked == index.getAsLong();
    return same ? Optional.empty() : Optional.of("it is entry " + index.getAsLong());
  }

  private Optional<OptionalLong> find(Statement statement)
      throws IOException, CommandFailedException {
    try {
      return finder.find(statement);
    } catch (NoteException e) {
      throw SearchDesk.notAccepted(e);
    }
  }
}
