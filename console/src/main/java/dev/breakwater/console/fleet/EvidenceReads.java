package dev.breakwater.console.fleet;

import dev.breakwater.console.User;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Shows evidence to nobody who is not in the log: an entry of stage READ commits to the user's
 * name, his roles and to what he opened. One entry for each user, thing and hour: a leaf says no
 * more of the time, and a page that is looked at again must not fill the log. Safe for use by
 * several threads.
 */
final class EvidenceReads {
  private static final String STAGE = "READ";
  private static final String DECISION = "PERMITTED";
  private static final String OWNER = "onshore";
  private static final String PURPOSE = "console";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What a statement takes of a name. */
  private static final int MAX_NAME = 200;

  /** Older hours are forgotten when there are this many. */
  private static final int MAX_KEPT = 10_000;

  private final Statements statements;
  private final DataKeys keys;
  private final FleetSources.Surroundings surroundings;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  EvidenceReads(FleetSources sources) {
    this.statements = sources.statements();
    this.keys = sources.cipher().keys();
    this.surroundings = sources.surroundings();
  }

  /**
   * Returns when the log says that the user reads this.
   *
   * @param what name of the thing, plain ASCII
   * @param digest of the thing, or zero
   * @throws IOException if the log does not have it; then nothing may be shown
   */
  void log(User user, String what, Digest digest) throws IOException {
    Instant now = surroundings.clock().instant();
    String who = who(user);
    String reading = String.join("\n", who, what, now.truncatedTo(ChronoUnit.HOURS).toString());
    if (logged.contains(reading)) {
      return;
    }
    keys.of(OWNER, PURPOSE);
    statements.log(
        new Statement(
            Statement.newId(surroundings.random()),
            STAGE,
            DECISION,
            List.of(),
            Digest.ZERO,
            new Statement.About(what, digest, "", 0, who),
            DataKeys.name(OWNER, PURPOSE),
            now.toEpochMilli()),
        LIMIT);
    if (logged.size() >= MAX_KEPT) {
      logged.clear();
    }
    logged.add(reading);
  }

  /** A provider of identities may give names that no statement carries as they are. */
  private static String who(User user) {
    String roles = user.roles().stream().map(Enum::name).sorted().collect(Collectors.joining("+"));
    return named(user) + " as " + roles;
  }

  /** Returns the user's name in a form that a statement carries. */
  static String named(User user) {
    String name = user.name();
    boolean plain = name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    String written = plain ? name : URLEncoder.encode(name, StandardCharsets.UTF_8);
    return written.substring(0, Math.min(MAX_NAME, written.length()));
  }
}
