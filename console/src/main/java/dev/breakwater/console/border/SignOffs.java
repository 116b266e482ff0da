package dev.breakwater.console.border;

import dev.breakwater.ingest.border.DecisionLog;
import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Who asked for an export, who approved it and who had it released: at least two persons. The book
 * of the border knows none of them. Each is an entry of the audit log first, then a row here; what
 * a row says, the entry commits to. Safe for use by several threads.
 */
public final class SignOffs implements AutoCloseable {
  private static final Sql.Schema SCHEMA =
      new Sql.Schema(
          "the sign-offs",
          1,
          List.of(
              "CREATE TABLE signed (request INTEGER NOT NULL, act TEXT NOT NULL, who TEXT NOT NULL,"
                  + " approval TEXT NOT NULL, at INTEGER NOT NULL, entry INTEGER NOT NULL,"
                  + " PRIMARY KEY (request, act))",
              "CREATE TRIGGER keep_signed BEFORE DELETE ON signed"
                  + " BEGIN SELECT RAISE(ABORT, 'sign-offs are kept'); END"));

  /** What somebody did; the stage of its entry in the log. */
  public enum Act {
    /** Asked for an export. */
    EXPORT_REQUEST("FILED"),
    /** Approved it. */
    EXPORT_APPROVAL("APPROVED"),
    /** Has it released; what is let go then, the border logs as EXPORT. */
    EXPORT_RELEASE("ORDERED");

    private final String decision;

    Act(String decision) {
      this.decision = decision;
    }
  }

  /**
   * What somebody signed off.
   *
   * @param request number of the request
   * @param approval number of the approval; empty for a request
   * @param entry of the log
   */
  public record SignOff(
      long request, Act act, String who, String approval, Instant at, long entry) {}

  private final Sql sql;
  private final DecisionLog log;
  private final InstantSource clock;
  private final SecureRandom random;

  private SignOffs(Sql sql, DecisionLog log, InstantSource clock, SecureRandom random) {
    this.sql = sql;
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param file private; made on first use
   * @param log has each sign-off before it counts
   */
  public static SignOffs open(Path file, DecisionLog log, InstantSource clock, SecureRandom random)
      throws IOException {
    return new SignOffs(Sql.open(file, SCHEMA), log, clock, random);
  }

  /** Returns what somebody did to a request. */
  synchronized Optional<SignOff> find(long request, Act act) throws IOException {
    return sql.first(
        "SELECT * FROM signed WHERE request = ? AND act = ?",
        SignOffs::signOff,
        request,
        act.name());
  }

  private static SignOff signOff(ResultSet row) throws SQLException {
    return new SignOff(
        row.getLong("request"),
        Act.valueOf(row.getString("act")),
        row.getString("who"),
        row.getString("approval"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getLong("entry"));
  }

  /**
   * Logs what somebody does and then keeps it; done again it changes nothing.
   *
   * @param text what is signed off: a request, or the number of an approval
   * @throws IOException also if the log did not take it; it is not kept then
   * @throws IllegalArgumentException if the name has a form that no entry carries
   */
  SignOff sign(long request, Act act, String who, String text)
      throws IOException, InterruptedException {
    Instant at = clock.instant();
    var about =
        new Statement.About(
            "export request " + request,
            Digest.of(text.getBytes(StandardCharsets.UTF_8)),
            "",
            0,
            who);
    var statement =
        new Statement(
            Statement.newId(random),
            act.name(),
            act.decision,
            List.of(),
            Digest.ZERO,
            about,
            log.key(),
            at.toEpochMilli());
    long entry = log.logged(statement);
    String approval = act == Act.EXPORT_REQUEST ? "" : text;
    synchronized (this) {
      sql.run(
          "INSERT OR IGNORE INTO signed VALUES (?, ?, ?, ?, ?, ?)",
          request,
          act.name(),
          who,
          approval,
          at.toEpochMilli(),
          entry);
    }
    return find(request, act).orElseThrow();
  }

  @Override
  public synchronized void close() throws IOException {
    sql.close();
  }
}
