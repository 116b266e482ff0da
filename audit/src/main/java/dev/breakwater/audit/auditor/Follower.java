package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Watches that a log only grows, and that it shows the same to everybody: compares what several
 * places publish of it with each other and with what was seen before. Entries are not read; {@link
 * Verifier} does that. One thread at a time.
 */
public final class Follower {
  private static final String BEFORE = "what was seen before";

  private final List<LogSource> sources;
  private final PolicyFile policy;
  private final KnownHeads heads;

  private static final Comparator<Seen> BY_SIZE =
      Comparator.comparingLong(each -> each.checkpoint().size());

  /** A checkpoint that the policy accepts, and where it was. */
  private record Seen(Checkpoint checkpoint, Bytes note, String place, LogSource source) {}

  /**
   * @param sources of one log, one or more
   * @param heads keep what was seen
   */
  public Follower(List<LogSource> sources, PolicyFile policy, KnownHeads heads) {
    this.sources = List.copyOf(sources);
    this.policy = policy;
    this.heads = heads;
  }

  /**
   * Looks once; what is consistent is kept as seen, and the proof of what is not is kept too.
   *
   * @throws NoteException if the policy does not accept a checkpoint, or the sources have logs of
   *     different origins
   * @throws IOException if a source cannot be read or its tiles are not those of its checkpoint:
   *     nothing is known then, and nothing is kept
   */
  public FollowReport look() throws IOException, NoteException {
    List<Seen> shown = new ArrayList<>();
    for (LogSource source : sources) {
      shown.add(seen(source));
    }
    String origin = origin(shown);
    Seen largest = Collections.max(shown, BY_SIZE);
    Optional<Bytes> known = heads.find(origin);
    long before = 0;
    if (known.isPresent()) {
      Checkpoint kept = policy.accept(known.get());
      before = kept.size();
      if (before > largest.checkpoint().size()) {
        return new FollowReport.Behind(kept, largest.checkpoint());
      }
      shown.add(new Seen(kept, known.get(), BEFORE, largest.source()));
    }
    for (Seen each : shown) {
      Optional<String> conflict = conflict(each, largest);
      if (conflict.isPresent()) {
        heads.keepSplit(origin, each.note(), largest.note());
        return new FollowReport.Split(each.note(), largest.note(), conflict.get());
      }
    }
    heads.keep(origin, largest.note());
    return new FollowReport.Consistent(before, largest.checkpoint());
  }

  private Seen seen(LogSource source) throws IOException, NoteException {
    Bytes note =
        source
            .read(Verifier.CHECKPOINT, SignedNote.MAX_BYTES)
            .orElseThrow(() -> new IOException(source + " has no checkpoint"));
    return new Seen(policy.accept(note), note, source.toString(), source);
  }

  private static String origin(List<Seen> seen) throws NoteException {
    List<String> origins =
        seen.stream().map(each -> each.checkpoint().origin()).distinct().toList();
    if (origins.size() != 1) {
      throw new NoteException("the places have different logs: " + origins);
    }
    return origins.get(0);
  }

  /** Returns in what way the larger tree does not begin with the smaller one, if it does not. */
  private static Optional<String> conflict(Seen smaller, Seen larger) throws IOException {
    long size = smaller.checkpoint().size();
    if (size == larger.checkpoint().size()) {
      return smaller.checkpoint().root().equals(larger.checkpoint().root())
          ? Optional.empty()
          : Optional.of(
              "%s and %s have different trees of %d entries"
                  .formatted(smaller.place(), larger.place(), size));
    }
    var tree = new TileTree(larger.checkpoint().size(), tile -> tile(larger.source(), tile));
    if (!tree.root().equals(larger.checkpoint().root())) {
      throw new IOException(larger.place() + ": the tiles are not those of the checkpoint");
    }
    try {
      tree.consistency(size).verify(smaller.checkpoint().root(), larger.checkpoint().root());
      return Optional.empty();
    } catch (InvalidProofException e) {
      return Optional.of(
          "%s: %s, which %s has".formatted(larger.place(), e.getMessage(), smaller.place()));
    }
  }

  private static Bytes tile(LogSource source, Tile tile) throws IOException {
    return source
        .read(tile.path(), Tile.MAX_BYTES)
        .orElseThrow(() -> new IOException(source + ": " + tile.path() + " is missing"));
  }
}
