package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.trail.Places;
import dev.breakwater.ingest.trail.Places.Place;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the log itself has the releases that the border's book names: each entry is made again from
 * its statement, and looked for.
 */
final class ExportsInLog {
  private final Finder finder;

  /** Looks for the entry of a statement. */
  interface Finder {
    /**
     * Returns nothing if its key is destroyed, so that nobody can tell which entry is its.
     *
     * @throws NoteException if the log's checkpoint is not accepted
     */
    Optional<OptionalLong> find(Statement statement) throws IOException, NoteException;
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
    return new ExportsInLog(statement -> places.of(statement).map(Place::index));
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
