package dev.breakwater.console.evidence;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.NoteSignature;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.ingest.trail.Witnesses;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log's newest checkpoint as the server sees it. A page that wants to be sure computes it
 * itself, from the files below {@code /log/}.
 *
 * @param accepted whether the installation's own policy accepts it
 * @param problem why not; empty if it does
 * @param signatures in the order of the note
 * @param stamps the newest first
 * @param policy text of the installation's own policy, to be compared with the auditor's
 */
record LogHead(
    String origin,
    long size,
    String root,
    boolean accepted,
    String problem,
    List<Signature> signatures,
    List<Stamp> stamps,
    String policy) {
  /** C2SP tlog-tiles. */
  static final String CHECKPOINT = "checkpoint";

  private static final int ED25519_BYTES = 64;
  private static final int COSIGNATURE_BYTES = Long.BYTES + ED25519_BYTES;

  /** Whose a signature is, as its form and name say. */
  enum Kind {
    LOG,
    /** By another algorithm of the log: SM2. */
    LOG_SECOND,
    WITNESS
  }

  /**
   * A signature line; the installation's policy says whether it holds, not this.
   *
   * @param local whether it is a witness of the log's own operator, who proves nothing
   * @param at when it was cosigned; empty if the line does not say
   */
  record Signature(String name, Kind kind, boolean local, String at) {}

  /**
   * A time-stamp that was verified against the authority's certificate.
   *
   * @param size of the tree that was stamped
   * @param digest of the checkpoint's text
   * @param authority its address; empty if it is the one in the operator's process
   */
  record Stamp(long size, String digest, String at, String authority) {}

  static LogHead of(Archive archive) throws IOException {
    Bytes note = note(archive);
    try {
      SignedNote signed = SignedNote.parse(note);
      Checkpoint checkpoint = Checkpoint.parse(signed.text());
      Optional<String> problem = problem(archive.policy(), note);
      return new LogHead(
          checkpoint.origin(),
          checkpoint.size(),
          checkpoint.root().hex(),
          problem.isEmpty(),
          problem.orElse(""),
          signatures(signed, checkpoint.origin()),
          NewestStamps.of(archive.onshore()),
          Files.readString(archive.logPolicy()));
    } catch (NoteException e) {
      throw new IOException("the log's checkpoint: " + e.getMessage(), e);
    }
  }

  static Bytes note(Archive archive) throws IOException {
    return archive
        .log()
        .read(CHECKPOINT, SignedNote.MAX_BYTES)
        .orElseThrow(() -> new IOException("the log has no checkpoint"));
  }

  private static Optional<String> problem(PolicyFile policy, Bytes note) {
    try {
      policy.accept(note);
      return Optional.empty();
    } catch (NoteException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<Signature> signatures(SignedNote note, String origin) {
    List<Signature> signatures = new ArrayList<>();
    for (NoteSignature each : note.signatures()) {
      int length = each.signature().length();
      boolean ofLog = each.name().equals(origin);
      Kind kind = !ofLog ? Kind.WITNESS : length == ED25519_BYTES ? Kind.LOG : Kind.LOG_SECOND;
      String at = !ofLog && length == COSIGNATURE_BYTES ? cosignedAt(each.signature()) : "";
      boolean local = each.name().endsWith(Witnesses.NOT_INDEPENDENT);
      signatures.add(new Signature(each.name(), kind, local, at));
    }
    return signatures;
  }

  /** C2SP tlog-cosignature: seconds since 1970, before the signature. */
  private static String cosignedAt(Bytes signature) {
    long seconds = ByteBuffer.wrap(signature.toArray()).getLong();
    boolean isTime = seconds >= 0 && seconds <= Instant.MAX.getEpochSecond();
    return isTime ? Instant.ofEpochSecond(seconds).toString() : "";
  }
}
