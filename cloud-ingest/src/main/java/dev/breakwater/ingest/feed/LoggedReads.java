package dev.breakwater.ingest.feed;

import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.KeyScope;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One statement for each reader, purpose, policy and hour: a leaf says no more of the time, and a
 * reader that asks every second must not fill the log. What is read is named inside the leaf's
 * commitment. Safe for use by several threads.
 */
public final class LoggedReads implements FeedServer.ReadRecord {
  private static final String STAGE = "READ";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Older hours are forgotten when there are this many. */
  private static final int MAX_KEPT = 10_000;

  private final String what;
  private final Statements statements;
  private final DataKeys keys;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * @param what is read: {@code feed} or {@code dataset}
   */
  public LoggedReads(
      String what, Statements statements, DataKeys keys, InstantSource clock, SecureRandom random) {
    this.what = what;
    this.statements = statements;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void log(String reader, String purpose, Set<String> rules, Digest pack)
      throws IOException {
    var hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    String reading = String.join("\n", reader, purpose, pack.hex(), hour.toString());
    if (!logged.contains(reading)) {
      statements.log(statement(reader, purpose, rules, pack), LIMIT);
      if (logged.size() >= MAX_KEPT) {
        logged.clear();
      }
      logged.add(reading);
    }
  }

  private Statement statement(String reader, String purpose, Set<String> rules, Digest pack)
      throws IOException {
    DataKey key =
        keys.of(new KeyScope("", reader, what, 0, ""))
            .orElseThrow(() -> new IOException("the key of reader " + reader + " is destroyed"));
    Digest question = Digest.of(purpose.getBytes(StandardCharsets.UTF_8));
    return new Statement(
        Statement.newId(random),
        STAGE,
        "PERMITTED",
        rules.stream().sorted().limit(Statement.MAX_RULES).toList(),
        pack,
        new Statement.About(what, question, "", 0, reader),
        key.name(),
        clock.millis());
  }
}
