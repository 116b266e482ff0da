package dev.breakwater.ingest.trail;

import dev.breakwater.audit.layout.Commitment;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Statement;
import java.time.Instant;
import java.util.List;

/** Which leaf a statement gets. */
final class StatementLeaf {
  private static final String STATEMENT = "STATEMENT";
  private static final String UNDECODABLE = "UNDECODABLE";

  private StatementLeaf() {}

  /** Returns the leaf; the same statement and key give the same leaf. */
  static LeafContent of(Statement statement, Bytes key) {
    return new LeafContent(
        statement.stage(),
        Commitment.commit(salt(statement, key), content(statement)),
        statement.decision(),
        statement.rules(),
        statement.pack(),
        hour(statement.atMillis()));
  }

  /**
   * Returns what opens the leaf. The statement's id is in it: who is shown one export of an item
   * cannot try whether there was another.
   */
  static Bytes salt(Statement statement, Bytes key) {
    String name = statement.stage() + '\0' + statement.id();
    return Commitment.salt(key, statement.about().item(), name);
  }

  static CommittedContent content(Statement statement) {
    Statement.About about = statement.about();
    return new CommittedContent(
        about.item(), about.digest(), about.subject(), about.capturedAtMillis(), about.recipient());
  }

  /** Returns the leaf of bytes that are no statement; their own digest is its key. */
  static LeafContent undecodable(Bytes value, long appendedAtMillis) {
    Digest digest = Digest.of(value);
    var content = new CommittedContent("", digest, "", appendedAtMillis, "");
    return new LeafContent(
        STATEMENT,
        Commitment.of(digest.value(), STATEMENT, content),
        UNDECODABLE,
        List.of(),
        Digest.ZERO,
        hour(appendedAtMillis));
  }

  private static Instant hour(long millis) {
    return LeafContent.hourOf(Instant.ofEpochMilli(Math.max(0, millis)));
  }
}
