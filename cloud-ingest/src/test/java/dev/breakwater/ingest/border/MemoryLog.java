package dev.breakwater.ingest.border;

import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A log in memory, which can be told to fail. */
final class MemoryLog implements DecisionLog {
  final List<Statement> leaves = new ArrayList<>();
  boolean failAndStoreNothing;
  boolean failButStore;

  @Override
  public long logged(Statement statement) throws IOException {
    if (failAndStoreNothing) {
      throw new IOException("the log is not there");
    }
    if (!leaves.contains(statement)) {
      leaves.add(statement);
    }
    if (failButStore) {
      throw new IOException("the log took it and did not answer");
    }
    return leaves.indexOf(statement);
  }

  @Override
  public String key() {
    return "border";
  }
}
