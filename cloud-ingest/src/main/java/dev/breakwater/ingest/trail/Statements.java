package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How any part of the onshore side, in any process, gets what it did into the audit log: {@link
 * #append}, then {@link #awaitLogged} before it lets data go. The author of a statement keeps it:
 * with it and the data key its leaf is found and opened.
 *
 * <p>Needs Kafka for {@code append} only. Safe for use by several threads.
 */
public final class Statements implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final DataKeys keys;
  private final Prover prover;
  private final TopicWriter writer;

  /**
   * @param log the published log
   * @param policy must accept the log's checkpoint; one that asks for witnesses makes every
   *     statement wait for them
   */
  public Statements(String bootstrapServers, DataKeys keys, LogSource log, PolicyFile policy) {
    this.keys = keys;
    this.prover = new Prover(log, policy);
    this.writer = new TopicWriter(bootstrapServers, Topics.STATEMENTS);
  }

  /**
   * A statement that will be logged.
   *
   * @param from its leaf's index is at least this
   */
  public record Appended(Statement statement, long from) {}

  /**
   * Returns after Kafka's commit: from then on the statement gets its leaf, also if this process
   * ends.
   *
   * @throws IOException if the data key that the statement names does not exist, or Kafka did not
   *     take the statement in time; whether it is logged is not known then
   */
  public Appended append(Statement statement) throws IOException {
    if (key(statement).isEmpty()) {
      throw new IOException("the data key of statement " + statement.id() + " does not exist");
    }
    long from = size();
    writer.write(statement.id(), statement.encode().toArray());
    return new Appended(statement, from);
  }

  /**
   * Waits until the published log has the leaf.
   *
   * @return the leaf's index
   * @throws NotLoggedException if it has not after {@code limit}; it may get it later
   * @throws IOException if the log or the key cannot be read
   */
  public long awaitLogged(Appended appended, Duration limit)
      throws IOException, NotLoggedException, InterruptedException {
    long started = System.nanoTime();
    while (true) {
      OptionalLong found = find(appended.statement(), appended.from());
      if (found.isPresent()) {
        return found.getAsLong();
      }
      if (System.nanoTime() - started > limit.toNanos()) {
        throw new NotLoggedException(appended.statement().id(), limit);
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /**
   * Appends a statement and waits until the published log has it, for whoever may only go on then.
   *
   * @return the leaf's index
   * @throws IOException also if the log does not have it after {@code limit}
   */
  public long log(Statement statement, Duration limit) throws IOException {
    try {
      return awaitLogged(append(statement), limit);
    } catch (NotLoggedException e) {
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before statement " + statement.id() + " was logged", e);
    }
  }

  /**
   * Searches the whole log for the leaf of a statement.
   *
   * @return its index, or nothing if it has none yet or its key is destroyed
   */
  public OptionalLong find(Statement statement) throws IOException {
    return find(statement, 0);
  }

  /**
   * Returns what proves the statement to somebody who trusts the log's key.
   *
   * @param index of its leaf
   * @throws IOException if the log does not prove it, or its key is destroyed
   */
  public LoggedItem prove(Statement statement, long index) throws IOException {
    Bytes key = key(statement).orElseThrow(() -> new IOException("the key is destroyed"));
    try {
      TlogProof proof = prover.prove(index);
      Bytes salt = StatementLeaf.salt(statement, key);
      return new LoggedItem(salt, proof.extra(), index, proof.path(), proof.note());
    } catch (NoteException | InvalidProofException e) {
      throw new IOException("the log does not prove statement " + statement.id(), e);
    }
  }

  /** Returns what the leaf of a statement commits to. */
  public static CommittedContent content(Statement statement) {
    return StatementLeaf.content(statement);
  }

  private OptionalLong find(Statement statement, long from) throws IOException {
    Optional<Bytes> key = key(statement);
    if (key.isEmpty()) {
      return OptionalLong.empty();
    }
    LeafContent leaf = StatementLeaf.of(statement, key.get());
    try {
      return prover.find(leaf.commitment(), from);
    } catch (NoteException e) {
      throw new IOException("the log's checkpoint is not accepted: " + e.getMessage(), e);
    }
  }

  private Optional<Bytes> key(Statement statement) throws IOException {
    return keys.find(statement.key()).map(DataKey::secret);
  }

  private long size() throws IOException {
    try {
      return prover.size();
    } catch (NoteException e) {
      throw new IOException("the log's checkpoint is not accepted: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
