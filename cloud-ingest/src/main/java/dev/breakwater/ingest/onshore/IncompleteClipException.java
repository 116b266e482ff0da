package dev.breakwater.ingest.onshore;

import dev.breakwater.wire.Digest;

/** A clip cannot be given out: parts of it are missing, or it is not what its manifest says. */
public final class IncompleteClipException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Digest clip;

  IncompleteClipException(Digest clip, String problem) {
    super("clip " + clip + ": " + problem);
    this.clip = clip;
  }

  public Digest clip() {
    return clip;
  }

  public String remedy() {
    return "Wait until the vehicle has sent all of it, then look in the quarantine.";
  }
}
