package dev.breakwater.audit.log;

import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.store.LogStore;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A C2SP tlog-tiles log that one process appends to.
 *
 * <p>Every append takes four steps, in this order:
 *
 * <ol>
 *   <li><b>stage</b>: everything that will be written is kept aside;
 *   <li><b>swap</b>: the head is compared and set; it has the signed checkpoint, the caller's
 *       attachment and the name of what is staged. From here on the append has happened;
 *   <li><b>apply</b>: what is staged is written to the published tiles;
 *   <li><b>publish</b>: the checkpoint is replaced, then superseded partial tiles and the staged
 *       append are deleted.
 * </ol>
 *
 * <p>A process that dies before the swap has appended nothing; after it, opening the log repeats
 * apply and publish with the same code. A checkpoint is signed before the swap but leaves this
 * process only after it, so no two published ones contradict each other.
 *
 * <p>Thread-safe; appends go one after the other.
 */
public final class TransparencyLog {
  /** Most leaves in one append. */
  public static final int MAX_BATCH = 1 << 16;

  private final Integrator integrator;
  private final InstantSource clock;
  // Written under this object's monitor; edge and head are those of the last published append.
  private RightEdge edge;
  private boolean broken;
  private volatile LogHead head;

  private TransparencyLog(
      Integrator integrator, InstantSource clock, LogHead head, RightEdge edge) {
    this.integrator = integrator;
    this.clock = clock;
    this.head = head;
    this.edge = edge;
  }

  /**
   * Opens a log, finishing an append that was cut off; creates and publishes an empty one if the
   * store has none.
   *
   * @param signer its name is the log's origin
   * @throws LogBrokenException if the store fails, or has a log of another key or a damaged one
   */
  public static TransparencyLog open(LogStore store, SignerKey signer, InstantSource clock)
      throws LogBrokenException {
    return open(store, new LogSigners(signer), clock);
  }

  /** Does so, with further signatures under each new checkpoint. */
  public static TransparencyLog open(LogStore store, LogSigners signers, InstantSource clock)
      throws LogBrokenException {
    var integrator = new Integrator(store, signers);
    try {
      Optional<LogHead> found = integrator.head();
      if (found.isEmpty()) {
        integrator.commit(Bytes.EMPTY, RightEdge.empty(), Bytes.EMPTY, now(clock));
      } else {
        integrator.finish(found.get());
      }
      LogHead head = integrator.head().orElseThrow();
      return new TransparencyLog(integrator, clock, head, edge(store, head));
    } catch (IOException | NonCanonicalException e) {
      throw new LogBrokenException("the log cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Returns the head after the last append. */
  public LogHead head() {
    return head;
  }

  /**
   * Appends leaves and returns when they are published; the first gets the sequence {@code
   * head().size()}.
   *
   * @param contents at most {@link #MAX_BATCH}; none is allowed and replaces the attachment only
   * @param attachment kept in the head, changed together with the tree or not at all; at most
   *     {@link LogHead#MAX_ATTACHMENT_BYTES}
   * @return the head with the leaves in it
   * @throws TimeWentBackException if the clock is behind the last append; nothing was appended
   * @throws LogBrokenException if the store failed or another writer was faster: open again
   */
  public synchronized LogHead append(List<LeafContent> contents, Bytes attachment)
      throws LogBrokenException, TimeWentBackException {
    requireLimits(contents, attachment);
    if (broken) {
      throw new LogBrokenException("an earlier append failed", null);
    }
    Instant now = now(clock);
    if (now.isBefore(head.at())) {
      throw new TimeWentBackException(head.at(), now);
    }
    RightEdge grown = edge.grow(leaves(contents));
    broken = true; // unless the append comes to its end
    try {
      head = integrator.commit(head.encode(), grown, attachment, now);
    } catch (IOException e) {
      throw new LogBrokenException("the append failed: " + e.getMessage(), e);
    }
    edge = grown.grow(List.of()); // without the files that are written now
    broken = false;
    return head;
  }

  /**
   * Publishes the cosignatures of witnesses under the checkpoint. They replace those that were
   * published under it before: give all.
   *
   * @param cosignatures of the head's checkpoint; who made them is the caller's question
   * @return whether it still is the head's; if not, nothing happened
   * @throws LogBrokenException if the store failed: open again
   */
  public synchronized boolean cosign(SignedNote cosignatures) throws LogBrokenException {
    if (broken || !cosignatures.text().equals(head.checkpoint().text())) {
      return false;
    }
    try {
      integrator.publishCosigned(head, cosignatures);
      return true;
    } catch (IOException e) {
      broken = true; // the published checkpoint may be either
      throw new LogBrokenException("the cosignatures were not published: " + e.getMessage(), e);
    }
  }

  private List<Bytes> leaves(List<LeafContent> contents) {
    List<Bytes> leaves = new ArrayList<>(contents.size());
    for (LeafContent content : contents) {
      leaves.add(new Leaf(edge.size() + leaves.size(), content).encode());
    }
    return leaves;
  }

  private static void requireLimits(List<LeafContent> contents, Bytes attachment) {
    if (contents.size() > MAX_BATCH) {
      throw new IllegalArgumentException("more than " + MAX_BATCH + " leaves in one append");
    }
    if (attachment.length() > LogHead.MAX_ATTACHMENT_BYTES) {
      throw new IllegalArgumentException("attachment of " + attachment.length() + " bytes");
    }
  }

  private static RightEdge edge(LogStore store, LogHead head)
      throws IOException, NonCanonicalException, LogBrokenException {
    RightEdge edge = RightEdge.load(store, head.size());
    if (!edge.root().equals(head.checkpoint().root())) {
      throw new LogBrokenException("the published tiles do not have the head's root", null);
    }
    return edge;
  }

  private static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
