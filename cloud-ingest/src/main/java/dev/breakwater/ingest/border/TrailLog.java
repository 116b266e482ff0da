package dev.breakwater.ingest.border;

import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The audit log of the onshore side, through Kafka; a statement's id sees to it that it is once.
 */
public final class TrailLog implements DecisionLog {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Owner and purpose of the data key that releases are committed to under; nobody erases it. */
  private static final String OWNER = "border";

  private static final String PURPOSE = "export";

  private final Statements statements;
  private final DataKeys keys;

  public TrailLog(Statements statements, DataKeys keys) {
    this.statements = statements;
    this.keys = keys;
  }

  @Override
  public long logged(Statement statement) throws IOException, InterruptedException {
    OptionalLong before = statements.find(statement);
    if (before.isPresent()) {
      return before.getAsLong();
    }
    try {
      return statements.awaitLogged(statements.append(statement), LIMIT);
    } catch (NotLoggedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public String key() throws IOException {
    var unused = keys.of(OWNER, PURPOSE);
    return DataKeys.name(OWNER, PURPOSE);
  }
}
