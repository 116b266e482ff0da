package dev.breakwater.anonymizer.gate;

/** A clip has as many frames as its manifest can carry. */
public final class ClipFullException extends Exception {
  private static final long serialVersionUID = 1L;

  ClipFullException() {
    super("a clip has at most " + SafeClipWriter.MAX_FRAMES + " frames");
  }

  public String remedy() {
    return "Finish this clip and start another one.";
  }
}
