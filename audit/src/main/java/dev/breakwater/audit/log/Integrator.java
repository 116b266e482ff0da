package dev.breakwater.audit.log;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.store.LogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Takes one append through stage, swap, apply and publish; also finishes one that was cut off. */
record Integrator(LogStore store, LogSigners signers) {
  private static final String CHECKPOINT = "checkpoint";

  /** Returns the head, or nothing if the log does not exist yet. */
  Optional<LogHead> head() throws IOException, LogBrokenException {
    Bytes head = store.head();
    return head.equals(Bytes.EMPTY)
        ? Optional.empty()
        : Optional.of(LogHead.decode(head, signers.own().verifierKey()));
  }

  /**
   * @param expected the head that {@code grown} grew from, encoded; empty before the first
   * @throws LogBrokenException if the head is another one by now
   */
  LogHead commit(Bytes expected, RightEdge grown, Bytes attachment, Instant now)
      throws IOException, LogBrokenException {
    Bytes staged = grown.toStage().encode();
    Digest name = Digest.of(staged);
    var checkpoint = new Checkpoint(signers.own().name(), grown.size(), grown.root());
    Bytes note = signers.sign(checkpoint.text()).encode();
    var next = new LogHead(now, name, attachment, checkpoint, note);
    store.stage(name, staged);
    if (!store.compareAndSetHead(expected, next.encode())) {
      throw new LogBrokenException("another writer moved the head", null);
    }
    finish(next);
    return next;
  }

  /** Applies and publishes what the head has decided, as far as that is not done yet. */
  void finish(LogHead head) throws IOException, LogBrokenException {
    Optional<Bytes> staged = store.staged(head.staged());
    if (staged.isPresent()) {
      if (!Digest.of(staged.get()).equals(head.staged())) {
        throw new LogBrokenException("the staged append is damaged", null);
      }
      publish(head, StagedAppend.decode(staged.get()));
    } else if (!isPublished(head)) {
      // The staged append is deleted last of all, so this head was published once.
      throw new LogBrokenException("the published checkpoint is not the head's", null);
    }
  }

  /** The checkpoint may have got the cosignatures of witnesses since. */
  private boolean isPublished(LogHead head) throws IOException {
    Optional<Bytes> published = store.read(CHECKPOINT);
    if (published.isEmpty()) {
      return false;
    }
    try {
      SignedNote note = SignedNote.parse(published.get());
      return note.text().equals(head.checkpoint().text())
          && note.isSignedBy(signers.own().verifierKey());
    } catch (NoteException e) {
      return false;
    }
  }

  /** Replaces the published checkpoint of {@code head} by the same one with more signatures. */
  void publishCosigned(LogHead head, SignedNote cosignatures) throws IOException {
    SignedNote signed = signed(head).with(cosignatures);
    Bytes published = store.read(CHECKPOINT).orElse(head.note());
    Bytes cosigned = signed.encode();
    if (!cosigned.equals(published)) {
      store.write(CHECKPOINT, cosigned);
    }
  }

  private static SignedNote signed(LogHead head) {
    try {
      return SignedNote.parse(head.note());
    } catch (NoteException e) {
      throw new IllegalStateException("the head's note was read before", e);
    }
  }

  private void publish(LogHead head, StagedAppend append) throws IOException {
    for (Map.Entry<Tile, Bytes> file : append.written().entrySet()) {
      store.write(file.getKey().path(), file.getValue());
    }
    store.write(CHECKPOINT, head.note());
    for (Tile tile : append.superseded()) {
      store.delete(tile.path());
    }
    store.discardStaged();
  }
}
