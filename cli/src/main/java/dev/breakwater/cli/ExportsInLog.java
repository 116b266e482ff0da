package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.trail.Places;
import dev.breakwater.ingest.trail.Places.Place;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where the log itself has the releases that the border's book names: each entry is made again from
 * its statement, and looked for. What is left over in the log is of no release that the book names.
 */
final class ExportsInLog {
  /** Of a release, also of one that was refused. */
  private static final String STAGE = "EXPORT";

  private final Finder finder;

  /** Looks into the log. */
  interface Finder {
    /**
     * Returns nothing if its key is destroyed, so that nobody can tell which entry is its.
     *
     * @throws NoteException if the log's checkpoint is not accepted
     */
    Optional<OptionalLong> find(Statement statement) throws IOException, NoteException;

    /**
     * Returns all entries of releases by their indices.
     *
     * @throws NoteException if the log's checkpoint is not accepted
     */
    NavigableMap<Long, LeafContent> all() throws IOException, NoteException;
  }

  private record Log(Places places) implements Finder {
    @Override
    public Optional<OptionalLong> find(Statement statement) throws IOException, NoteException {
      return places.of(statement).map(Place::index);
    }

    @Override
    public NavigableMap<Long, LeafContent> all() throws IOException, NoteException {
      return places.ofStage(STAGE);
    }
  }

  ExportsInLog(Finder finder) {
    this.finder = finder;
  }

  static ExportsInLog of(DataLayout data) throws IOException, CommandFailedException {
    var places =
        new Places(
            DataCipher.of(data, new SecureRandom()),
            LogSource.of(data.onshore().log().toString()),
            AuditCommand.policy(data.logPolicy()),
            0);
    return new ExportsInLog(new Log(places));
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

  /** Returns the entries of which no release in the book is the one, by their indices. */
  NavigableMap<Long, LeafContent> unbooked(List<FiledRelease> releases)
      throws IOException, CommandFailedException {
    try {
      NavigableMap<Long, LeafContent> entries = new TreeMap<>(finder.all());
      for (FiledRelease release : releases) {
        Long booked = release.progress().logged();
        find(release.statement())
            .orElse(booked == null ? OptionalLong.empty() : OptionalLong.of(booked))
            .ifPresent(entries::remove);
      }
      return entries;
    } catch (NoteException e) {
      throw SearchDesk.notAccepted(e);
    }
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
