package dev.breakwater.ingest.search;

import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Lets nobody search who is not in the log: an entry of stage SEARCH commits to his name and to the
 * question, before anything is looked up. The question itself is kept beside the index.
 */
public final class LoggedSearch {
  private static final String STAGE = "SEARCH";
  private static final String DECISION = "PERMITTED";
  private static final String OWNER = "onshore";
  private static final String PURPOSE = "search";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Statements statements;
  private final DataKeys keys;
  private final InstantSource clock;
  private final SecureRandom random;

  public LoggedSearch(
      Statements statements, DataKeys keys, InstantSource clock, SecureRandom random) {
    this.statements = statements;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What was asked.
   *
   * @param id of the statement
   */
  record Asked(String id, String who, String question, Instant at) {}

  /**
   * Logs a search.
   *
   * @param who searches, plain ASCII
   * @return index of the entry that says so
   * @throws IllegalArgumentException if the name has a form that no entry carries
   * @throws NotLoggedException if the log did not take it in a minute; nothing may be shown then
   */
  public long log(String who, Question question, SearchIndex index)
      throws IOException, NotLoggedException, InterruptedException {
    keys.of(OWNER, PURPOSE);
    var asked = new Asked(Statement.newId(random), who, question.text(), clock.instant());
    Digest digest = Digest.of(asked.question().getBytes(StandardCharsets.UTF_8));
    var statement =
        new Statement(
            asked.id(),
            STAGE,
            DECISION,
            List.of(),
            Digest.ZERO,
            new Statement.About("search", digest, "", 0, who),
            DataKeys.name(OWNER, PURPOSE),
            asked.at().toEpochMilli());
    long place = statements.awaitLogged(statements.append(statement), LIMIT);
    index.keep(place, asked);
    return place;
  }
}
