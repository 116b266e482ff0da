package dev.breakwater.ingest.erase;

import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Erased;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * States erasures in the audit log, and gives out what proves them. The key of these statements
 * belongs to nobody, so no erasure destroys it. Safe for use by several threads.
 */
public final class LoggedErasures implements Eraser.Notices {
  private static final String OWNER = "onshore";
  private static final String PURPOSE = "erase";
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int ID_DIGITS = 32;

  private final ErasureFiles files;
  private final DataKeys keys;
  private final Statements statements;
  private final Recipients recipients;

  /** Who abroad has data. */
  public interface Recipients {
    /** Returns the ids of the recipients that may have some of what is erased. */
    List<String> of(Erasure erasure) throws IOException;
  }

  public LoggedErasures(
      ErasureFiles files, DataKeys keys, Statements statements, Recipients recipients) {
    this.files = files;
    this.keys = keys;
    this.statements = statements;
    this.recipients = recipients;
  }

  @Override
  public void recall(Erasure erasure) throws IOException {
    for (String recipient : recipients.of(erasure)) {
      String own = erasure.statement() + '\0' + recipient;
      String id = Digest.of(own.getBytes(StandardCharsets.UTF_8)).hex().substring(0, ID_DIGITS);
      logOnce(statement(erasure, id, "RECALL", recipient));
    }
  }

  @Override
  public long log(Erasure erasure) throws IOException {
    return logOnce(statement(erasure));
  }

  /** A statement that an earlier try appended is found again by its id. */
  private long logOnce(Statement statement) throws IOException {
    keys.of(OWNER, PURPOSE);
    OptionalLong found = statements.find(statement);
    if (found.isPresent()) {
      return found.getAsLong();
    }
    try {
      return statements.awaitLogged(statements.append(statement), LIMIT);
    } catch (NotLoggedException e) {
      throw new IOException("the log does not have statement " + statement.id() + " yet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the log was waited for", e);
    }
  }

  private static Statement statement(Erasure erasure) {
    return statement(erasure, erasure.statement(), "ERASE", "");
  }

  private static Statement statement(Erasure erasure, String id, String stage, String recipient) {
    String name =
        erasure.withdrawal() > 0
            ? Erased.name(erasure.vehicle(), erasure.withdrawal())
            : "erasure/" + erasure.id();
    Digest digest = Digest.of(erasure.erased().encode());
    long at = erasure.rowsErasedMillis();
    return new Statement(
        id,
        stage,
        recipient.isEmpty() ? "ERASED" : "NOTIFIED",
        List.of(),
        Digest.ZERO,
        new Statement.About(name, digest, "", at, recipient),
        DataKeys.name(OWNER, PURPOSE),
        at);
  }

  /**
   * Returns the receipt of a vehicle's withdrawal, or nothing while it is not carried out.
   *
   * @throws IOException if the log does not prove it
   */
  public Optional<ErasureReceipt> receipt(VehicleRef vehicle, long withdrawal) throws IOException {
    Optional<Erasure> found = files.find(Erasure.idOf(vehicle.value(), withdrawal));
    if (found.isEmpty() || !found.get().isDone()) {
      return Optional.empty();
    }
    Erasure done = found.get();
    Bytes logged = statements.prove(statement(done), done.index()).encode();
    return Optional.of(new ErasureReceipt(done.erased().encode(), logged, done.rowsErasedMillis()));
  }
}
