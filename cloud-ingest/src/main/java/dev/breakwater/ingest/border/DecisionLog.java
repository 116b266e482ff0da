package dev.breakwater.ingest.border;

import dev.breakwater.wire.Statement;
import java.io.IOException;

/**
 * The audit log, as the border needs it. A statement that is given twice is logged once. An {@link
 * IOException} may pass; the caller retries with the same statement.
 */
public interface DecisionLog {
  /** Returns the index of the statement's leaf once the published log has it. */
  long logged(Statement statement) throws IOException, InterruptedException;

  /** Returns the name of the data key under which statements of the border are committed to. */
  String key() throws IOException;
}
